// Speaking and listening, where the browser does. What is spoken to it, a browser usually sends to its maker.

const Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition;
const TAGS = { "zh-Hans": "zh-CN", "zh-Hant": "zh-TW", en: "en-US" };

/** Reads replies aloud, one at a time, by a voice of the device itself where it has one. */
export class Speech {
  #stop = null;

  get reads() {
    return "speechSynthesis" in window;
  }

  /** Reads the text, or stops where it is being read. */
  toggle(text, onChange) {
    const reading = this.#stop;
    this.stop();
    if (reading?.of === text) {
      return;
    }
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.lang = /[\u4e00-\u9fff]/.test(text) ? "zh-CN" : "en-US";
    const voices = speechSynthesis
      .getVoices()
      .filter((voice) => voice.lang.replace("_", "-").startsWith(utterance.lang));
    utterance.voice = voices.find((voice) => voice.localService) ?? voices[0] ?? null;
    const ended = () => {
      if (this.#stop?.end === ended) {
        this.#stop = null;
      }
      onChange(false);
    };
    utterance.onend = ended;
    utterance.onerror = ended;
    this.#stop = { of: text, end: ended };
    speechSynthesis.speak(utterance);
    onChange(true);
  }

  stop() {
    const reading = this.#stop;
    this.#stop = null;
    if (reading) {
      speechSynthesis.cancel();
      reading.end();
    }
  }
}

export const listens = Boolean(Recognition);

/** Listens once; onWords gets what was understood so far. Returns what ends it. */
export function listen(language, onWords, onEnd) {
  const recognition = new Recognition();
  recognition.lang = TAGS[language];
  recognition.interimResults = true;
  recognition.onresult = ({ results }) => onWords([...results].map(([best]) => best.transcript).join(""));
  recognition.onend = () => onEnd();
  recognition.start();
  return () => recognition.stop();
}
