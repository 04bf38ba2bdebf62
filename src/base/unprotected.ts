import { type Holder, parseHolder } from "./holder";

/** Override that lifts prevent_destroy while a destroy runs. The command that writes it removes it. */
export const UNPROTECTED = "unprotected_override.tf.json";

const LIFTED = { lifecycle: { prevent_destroy: false } };

/** Text of the override for some addresses, with the process that removes it. Terraform ignores the key `//`. */
export function unprotectedText(addresses: readonly string[], holder: Holder): string {
  const resource: Record<string, Record<string, object>> = {};
  for (const address of addresses) {
    const [type = "", name = ""] = address.split(".");
    resource[type] = { ...resource[type], [name]: LIFTED };
  }
  return `${JSON.stringify({ "//": { writtenBy: holder }, resource }, null, 2)}\n`;
}

/** The process that wrote such an override; undefined for the file of a user, also for one of ours that a user changed. */
export function unprotectedBy(text: string): Holder | undefined {
  try {
    const { "//": note, resource, ...others } = JSON.parse(text) as Record<string, object>;
    const { writtenBy } = note as { writtenBy?: Holder };
    const blocks = Object.values(resource ?? {}).flatMap((byName: object) => Object.values(byName));
    const isChanged =
      Object.keys(others).length > 0 ||
      blocks.some((each) => JSON.stringify(each) !== JSON.stringify(LIFTED));
    return isChanged ? undefined : parseHolder(JSON.stringify(writtenBy));
  } catch {
    return undefined;
  }
}
