// What the service says without being asked: a stream of events that is opened again whenever it breaks.

import { pause } from "./api.js";

/** First and longest wait before the stream is opened again, in milliseconds. */
const WAITS = [1000, 60_000];

export class News {
  #api;
  #memory;
  #hear;
  #happen;
  #listening = null;

  /**
   * @param hear takes a reply, and the signal that it is not to be heard any more; what comes after it waits until that
   *     is done
   * @param happen takes the name and the data of any other event
   */
  constructor(api, memory, hear, happen) {
    this.#api = api;
    this.#memory = memory;
    this.#hear = hear;
    this.#happen = happen;
  }

  /** Listens to the conversation that goes on, if there is one and it is not listened to already. */
  async follow() {
    const { conversationId } = this.#memory.conversation;
    if (!conversationId || this.#listening?.to === conversationId) {
      return;
    }
    this.stop();
    const stopping = new AbortController();
    this.#listening = { to: conversationId, stopping };
    try {
      await this.#listen(conversationId, stopping.signal);
    } catch {
      // Stopped, or the service knows no such conversation.
    }
    if (this.#listening?.stopping === stopping) {
      this.#listening = null;
    }
  }

  stop() {
    this.#listening?.stopping.abort();
    this.#listening = null;
  }

  async #listen(conversationId, signal) {
    for (let wait = WAITS[0]; !signal.aborted; wait = Math.min(2 * wait, WAITS[1])) {
      try {
        const { lastEventId } = this.#memory.conversation;
        for await (const { id, event, data } of this.#api.news(conversationId, lastEventId, signal)) {
          if (signal.aborted) {
            return;
          }
          wait = WAITS[0];
          if (event === "end") {
            this.#memory.remember({ conversationId: null, lastEventId: null });
            return;
          }
          if (event === "reply") {
            await this.#hear(JSON.parse(data), signal);
          } else {
            this.#happen(event, JSON.parse(data));
          }
          if (!signal.aborted) {
            this.#memory.remember({ lastEventId: id });
          }
        }
      } catch (failure) {
        if (failure.kind === "refused") {
          throw failure;
        }
      }
      await pause(wait, signal);
    }
  }
}
