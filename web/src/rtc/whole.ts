// Whole pictures of a browser that knows no `encodingOptions` (Firefox): it takes orders from inside a transform (WebRTC Encoded Transform).

let worker: Worker | undefined;

/** Stands in the way of what this sender sends, from before it sends: put there later, it would stop the picture for a moment. */
export class Renewal {
  readonly #port: MessagePort;

  constructor(sender: RTCRtpSender) {
    worker ??= new Worker(new URL("./whole.worker.ts", import.meta.url), { type: "module" });
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    sender.transform = new RTCRtpScriptTransform(worker, { port: port2 }, [port2]);
  }

  now(): void {
    this.#port.postMessage(null);
  }
}
