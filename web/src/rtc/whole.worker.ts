// Frames pass as they are; when asked to, the sender encodes a whole picture next.

interface Transformer {
  readonly readable: ReadableStream;
  readonly writable: WritableStream;
  readonly options: { readonly port: MessagePort };
  generateKeyFrame(): Promise<unknown>;
}

addEventListener("rtctransform", (event) => {
  const { transformer } = event as Event & { readonly transformer: Transformer };
  transformer.readable.pipeTo(transformer.writable).catch(() => {}); // the connection is over
  transformer.options.port.onmessage = () => {
    transformer.generateKeyFrame().catch(() => {}); // nothing is sent now
  };
});

export {};
