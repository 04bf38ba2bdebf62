import facts from "./kinds-by-group.json";

/**
 * Kinds of Kubernetes by their API group, which people may read: all but Secrets. They are listed by name, because `*`
 * includes Secrets and subresources such as `pods/exec`, which `get` opens through a WebSocket.
 */
export const READABLE_KINDS: Readonly<Record<string, readonly string[]>> = facts.kinds;
