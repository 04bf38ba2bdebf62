import { type KeyValue, statedAt, statedItems } from "./lists";

/** A name of others that the file trusts. */
export interface TrustedName {
  readonly kind: string;
  readonly value: string;
  readonly reason: string;
  /** Place in the list of the file. */
  readonly index: number;
  /** Name of the file that has the entry. @default - there is no record of it */
  readonly file?: string;
}

/** The names of an environment in its file. */
export interface StatedNames {
  readonly account: string;
  readonly region: string;
  /** Values of keys that name something on purpose, such as `entry.host`, also things of others. */
  readonly named: ReadonlySet<string>;
  readonly trusted: readonly TrustedName[];
}

/** Keys that name one thing: a role, a key of KMS, the other side of a peering, a host, a repository. */
const NAMING =
  /^(?:kmsKeyArn|permissionsBoundary|admins|role|deployerRole|peerAccount|peerRegion|host|hosts|alsoHosts|principals|regions|repository|image|url|noProxy|timezone|existingName)$/;

/** Parts of the file with free values, in which a name of others is no decision about it. */
const FREE =
  /^(?:models\.\d+\.(?:environment|permissions|podAnnotations)|charts\.[^.]+\.role|tags|waivers|acceptedBlocks|trusted)\b/;

export function statedNames(settings: readonly KeyValue[]): StatedNames {
  const at = (key: string): string => String(statedAt(settings, key) ?? "");
  const named = settings.flatMap(({ path, value }) => {
    const key = path.filter((step) => typeof step === "string").at(-1) ?? "";
    if (!NAMING.test(key) || FREE.test(path.join("."))) return [];
    return (Array.isArray(value) ? (value as readonly unknown[]) : [value]).map(String);
  });
  return {
    account: at("account"),
    region: at("region"),
    named: new Set(named),
    trusted: trustedIn(settings),
  };
}

const trustedIn = (settings: readonly KeyValue[]): TrustedName[] =>
  statedItems(settings, ["trusted"]).map((valueOf, index) => ({
    kind: String(valueOf("kind")),
    value: String(valueOf("value")),
    reason: String(valueOf("reason")),
    index,
    ...fileOf(settings, index),
  }));

function fileOf(settings: readonly KeyValue[], index: number): { file?: string } {
  const at = settings.find(({ path }) => path[0] === "trusted" && path[1] === index)?.at;
  return at === undefined ? {} : { file: at.replace(/:\d+:\d+$/, "").replace(/^.*[\\/]/, "") };
}
