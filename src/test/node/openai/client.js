// Lists models, asks, asks on, streams and fails with a bad key, as any chat program does; prints what it got as JSON.
// usage: node client.js BASE_URL KEY
import OpenAI from "openai";

const [, , baseURL, apiKey] = process.argv;
const question = { role: "user", content: "管城区2021年新建续建中小学多少所？" };
const client = new OpenAI({ baseURL, apiKey, maxRetries: 0 });

const models = [];
for await (const model of client.models.list()) {
  models.push(model.id);
}
const [model] = models;

const completion = await client.chat.completions.create({
  model,
  messages: [{ role: "system", content: "Answer in French." }, question],
  temperature: 0.2,
  max_tokens: 500,
});
const answer = completion.choices[0].message;
const followUp = await client.chat.completions.create({
  model,
  messages: [question, answer, { role: "user", content: [{ type: "text", text: "中原区呢？" }] }],
});

let streamed = "";
let finish = null;
let usage = null;
let chunks = 0;
const stream = await client.chat.completions.create({
  model,
  messages: [question],
  stream: true,
  stream_options: { include_usage: true },
});
for await (const chunk of stream) {
  chunks += 1;
  streamed += chunk.choices[0]?.delta.content ?? "";
  finish = chunk.choices[0]?.finish_reason ?? finish;
  usage = chunk.usage ?? usage;
}
const gathered = await client.chat.completions.stream({ model, messages: [question] }).finalContent();

const failure = async (call) => {
  try {
    await call();
    return null;
  } catch (error) {
    const { status, code, type, message } = error;
    return { name: error.constructor.name, status, code, type, message };
  }
};
const stranger = new OpenAI({ baseURL, apiKey: "not-the-key", maxRetries: 0 });

console.log(
  JSON.stringify({
    models,
    model: (await client.models.retrieve(model)).id,
    completion,
    followUp: followUp.choices[0].message.content,
    streamed,
    finish,
    usage,
    chunks,
    gathered,
    badKey: await failure(() => stranger.models.list()),
    badKeyAsking: await failure(() => stranger.chat.completions.create({ model, messages: [question] })),
    badModel: await failure(() => client.chat.completions.create({ model: "gpt-9", messages: [question] })),
  }),
);
