const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Whether a request to a server on loopback came from a program or page of this machine: Host, and Origin where
 * there is one, must name loopback. A web page elsewhere cannot forge either: with its own name pointed at
 * 127.0.0.1 (DNS rebinding) the browser sends that name as Host, from another site its name as Origin.
 *
 * Ports do not matter: a development server of the console is on another one.
 *
 * @param host the Host header
 * @param origin the Origin header
 */
export function isLocalRequest(host: string | undefined, origin: string | undefined): boolean {
  return (
    host !== undefined && namesLoopback(`http://${host}`) && (origin === undefined || namesLoopback(origin))
  );
}

/** `null`, the Origin of sandboxed pages and files, is no URL and so is nobody's. */
function namesLoopback(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed !== null && LOOPBACK.test(parsed.hostname);
}
