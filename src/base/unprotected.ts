import { type Holder, describeSelf, isDead, isProcessRunning, parseHolder } from "./output/holder";

const LIFTED = { lifecycle: { prevent_destroy: false } };

/** Text of the override for some addresses, with the process that removes it. Terraform ignores the key `//`. */
export function unprotectedText(addresses: readonly string[], holder = describeSelf()): string {
  const resource: Record<string, Record<string, object>> = {};
  for (const address of addresses) {
    const [type = "", name = ""] = address.split(".");
    resource[type] = { ...resource[type], [name]: LIFTED };
  }
  return `${JSON.stringify({ "//": { writtenBy: holder }, resource }, null, 2)}\n`;
}

/**
 * The process that wrote such an override, and whether it still runs; undefined for the file of a user, also for one of ours that a user
 * changed.
 */
export function unprotectedBy(
  text: string,
): (Holder & { readonly state: "running" | "ended" | "unknown" }) | undefined {
  try {
    const { "//": note, resource, ...others } = JSON.parse(text) as Record<string, object>;
    const { writtenBy } = note as { writtenBy?: Holder };
    const blocks = Object.values(resource ?? {}).flatMap((byName: object) => Object.values(byName));
    const isChanged =
      Object.keys(others).length > 0 ||
      blocks.some((each) => JSON.stringify(each) !== JSON.stringify(LIFTED));
    const holder = isChanged ? undefined : parseHolder(JSON.stringify(writtenBy));
    return holder && { ...holder, state: stateOf(holder) };
  } catch {
    return undefined;
  }
}

const stateOf = (holder: Holder): "running" | "ended" | "unknown" =>
  isProcessRunning(holder) ? "running" : isDead(holder) ? "ended" : "unknown";
