// Whether a WebSocket gets through to the server: opens one beside the connection that stands, and closes it.

const PATH = "/socket.io/?EIO=4&transport=websocket";

/** False when it hangs for longer than `withinMs`, as behind proxies that accept one and never say a word. */
export function websocketWorks(url: string | undefined, withinMs: number): Promise<boolean> {
  const address = new URL(PATH, url ?? window.location.href);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  return new Promise((resolve) => {
    let socket: WebSocket | null = null;
    const timer = setTimeout(() => end(false), withinMs);
    const end = (works: boolean) => {
      clearTimeout(timer);
      socket?.close();
      resolve(works);
    };
    try {
      socket = new WebSocket(address);
      socket.onmessage = () => end(true); // the server greets whoever gets through
      socket.onerror = () => end(false);
    } catch {
      end(false);
    }
  });
}
