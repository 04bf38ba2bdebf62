import { isDeepStrictEqual } from "node:util";
import { gunzipSync, gzipSync } from "node:zlib";
import { parse } from "yaml";
import { type Json, type JsonObject, asArray, asObject, isJsonObject } from "../../terraform/stack-json";
import { type Kubectl } from "../deploy/kubectl";

/** A revision of a Helm release, which Helm stores in a Secret with labels. */
export interface Revision {
  readonly number: number;
  readonly status: string;
  readonly secret: string;
  /** The JSON that Helm stored. @default - the Secret has none */
  readonly stored?: string;
}

/** The revisions of a release, the oldest first. */
export async function revisionsOf(kubectl: Kubectl, namespace: string, name: string): Promise<Revision[]> {
  const secrets = await kubectl.get(...["secrets", "-n", namespace, "-l", `owner=helm,name=${name}`]);
  return asArray(asObject(secrets)["items"])
    .map((each) => {
      const { metadata, data } = asObject(each);
      const { name: secret, labels } = asObject(metadata);
      const { version, status } = asObject(labels);
      const { release } = asObject(data);
      return {
        number: Number(version),
        status: String(status),
        secret: String(secret),
        ...(typeof release === "string" ? { stored: storedIn(release) } : {}),
      };
    })
    .sort((a, b) => a.number - b.number);
}

/** Helm encodes a compressed revision by Base64, and Kubernetes the text of a Secret once more. */
const storedIn = (data: string): string =>
  gunzipSync(Buffer.from(Buffer.from(data, "base64").toString(), "base64")).toString();

/** Values of the Secret of a revision that ended, from which Helm upgrades next. */
export function asDeployed({ stored = "" }: Revision): JsonObject {
  // The first status is that of the revision: Go writes its fields in their order, and quotes in texts have a backslash.
  const deployed = stored.replace(/"status":"[a-z-]+"/, '"status":"deployed"');
  const release = Buffer.from(gzipSync(deployed).toString("base64")).toString("base64");
  return { metadata: { labels: { status: "deployed" } }, data: { release } };
}

/** Revisions that keep Helm from another install, upgrade or rollback. */
export const isPending = ({ status }: Revision): boolean => status.startsWith("pending-");

/** The YAML of the provider, in which `yes` is a boolean. */
const YAML = { version: "1.1" } as const;

/** Whether a revision has the values that the file plans. Undefined where that is not known. */
export function hasPlannedValues(
  { stored }: Revision,
  { values, ...planned }: JsonObject,
): boolean | undefined {
  const others = ["set", "set_list", "set_sensitive", "set_wo"].flatMap((name) => asArray(planned[name]));
  if (stored === undefined || !Array.isArray(values) || others.length > 0) return undefined;
  const merged = values.map((text) => asObject(parse(String(text), YAML) as Json)).reduce(mergedValues, {});
  // Helm gives a revision without values those of the one before.
  if (Object.keys(merged).length === 0) return undefined;
  return isDeepStrictEqual(asObject((JSON.parse(stored) as JsonObject)["config"]), merged);
}

/** As the provider merges documents of values. */
function mergedValues(all: JsonObject, next: JsonObject): JsonObject {
  const entries = Object.entries(next).map(([key, value]): [string, Json] => {
    const before = all[key];
    return [key, isJsonObject(before) && isJsonObject(value) ? mergedValues(before, value) : value];
  });
  return { ...all, ...Object.fromEntries(entries) };
}
