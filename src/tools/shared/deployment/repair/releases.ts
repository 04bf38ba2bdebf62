import { type JsonObject, asArray, asObject } from "../../../../proof/terraform-json/stack-json";
import { type Kubectl } from "../kubectl";
import { type DeployedStack } from "../stacks";

/** The last revision of a Helm release. Helm stores each revision in a secret with labels. */
export interface LastRevision {
  readonly address: string;
  readonly name: string;
  readonly namespace: string;
  readonly status: string;
  readonly secret: string;
}

export async function lastRevisions(kubectl: Kubectl, { json }: DeployedStack): Promise<LastRevision[]> {
  const found: LastRevision[] = [];
  for (const { address, config } of json.resources("helm_release")) {
    const { name, namespace } = config;
    const secrets = await kubectl.get(
      ...["secrets", "-n", String(namespace), "-l", `owner=helm,name=${String(name)}`],
    );
    const last = asArray(asObject(secrets)["items"])
      .map((each) => asObject(asObject(each)["metadata"]))
      .sort((a, b) => revision(a) - revision(b))
      .at(-1);
    if (last === undefined) continue;
    found.push({
      address,
      name: String(name),
      namespace: String(namespace),
      status: String(asObject(last["labels"])["status"]),
      secret: String(last["name"]),
    });
  }
  return found;
}

const revision = (metadata: JsonObject): number => Number(asObject(metadata["labels"])["version"]);

/** Revisions that keep Helm from another install, upgrade or rollback. */
export const isPending = ({ status }: LastRevision): boolean => status.startsWith("pending-");

/** The command of Helm for a pending revision, for people with the helm program. */
export const helmCommand = ({ name, namespace, status }: LastRevision): string =>
  status === "pending-install"
    ? `helm uninstall ${name} -n ${namespace}`
    : `helm rollback ${name} -n ${namespace}`;

/**
 * Arguments of kubectl that delete a pending revision. Helm then continues from the one before, or installs again and takes
 * over the objects that carry the name of the release.
 */
export const deletion = ({ namespace, secret }: LastRevision): string[] => [
  ...["-n", namespace, "delete", "secret", secret],
];
