import { Construct } from "constructs";
import { CustomResources } from "../../custom-resources";
import { ClusterRights, NamespaceRights, type RightsRule } from "../../constructs/people/people-rights";
import { fromPart } from "../../cause";
import { ownId } from "../../own-id";
import { PEOPLE, type People } from "../../../environment/people";
import { limitsOfEditors, limitsOfPeople } from "./limits";
import { READABLE_KINDS } from "./readable-kinds";
import { READERS_ROLE } from "../../names/people";
import { type ComposedEnvironment } from "../../contract";
import { type INamespace } from "../../namespace";
import { type CustomResource } from "../../constructs/custom-resources/custom-resource";
import RULES from "./rules-of-people.json";

const READ = ["get", "list", "watch"];

/** People who read the whole cluster. */
const READERS: readonly People[] = ["operators", "auditors", "plan"];

/** People whom an entry of the file names. */
function peopleOf({ config }: ComposedEnvironment): People[] {
  const named = new Set(config.cluster.access.flatMap(({ people = [] }) => people));
  return PEOPLE.filter((each) => named.has(each));
}

/** A scope of their own, since a chart of the file can have the name of a construct. */
const scopeIn = (stack: Construct): Construct =>
  new Construct(fromPart(new Construct(stack, "People"), ["cluster", "access"]), "people");

/** All kinds but Secrets, and logs. */
function readRules({ parts }: ComposedEnvironment): RightsRule[] {
  const kinds = [...Object.entries(READABLE_KINDS), ...parts.flatMap((part) => Object.entries(part.kinds))];
  return [
    ...kinds.map(([group, resources]) => ({ group, resources, verbs: READ })),
    { group: "", resources: ["pods/log"], verbs: ["get"] },
  ];
}

/** Limits of people with a purpose, and of the holders of policies that write workloads. */
function limitsIn({ config, parts }: ComposedEnvironment, people: readonly People[]): CustomResource[] {
  const editors = config.cluster.access.flatMap(
    ({ policy = "view", role, namespaces = [config.namespace] }) =>
      policy === "view" ? [] : [{ role, namespaces }],
  );
  const forwarded = parts.flatMap(({ opensPages, namespaces }) =>
    namespaces.flatMap((namespace) => (opensPages ? [{ namespace, workloads: opensPages.workloads }] : [])),
  );
  const ofPeople = people.length > 0 ? limitsOfPeople(forwarded) : [];
  return editors.length > 0 ? [...ofPeople, ...limitsOfEditors(editors)] : ofPeople;
}

/** Rights of people in the cluster, and in the namespaces of parts with pages that they open. */
export function permitPeople(
  stack: Construct,
  environment: ComposedEnvironment,
  namespace: (name: string) => INamespace["resource"],
): void {
  const people = peopleOf(environment);
  const limits = limitsIn(environment, people);
  if (limits.length === 0) return;
  const scope = scopeIn(stack);
  new CustomResources(scope, "limits", {
    releaseName: "people-limits",
    namespace: "kube-system",
    resources: limits,
  });
  if (people.length === 0) return;
  new ClusterRights(scope, "readers", {
    name: READERS_ROLE,
    rules: readRules(environment),
    people: READERS.filter((each) => people.includes(each)),
  });
  for (const [each, rules] of [["operators", RULES.operates] as const, ["plan", RULES.plans] as const])
    if (people.includes(each))
      new ClusterRights(scope, each, { name: `people-${each}`, rules, people: [each] });
  for (const part of environment.parts)
    for (const each of (part.opensPages?.people ?? []).filter((opens) => people.includes(opens)))
      for (const name of part.namespaces)
        new NamespaceRights(scope, ownId(scope, `${each}-${name}`), {
          people: each,
          namespace: { name, resource: namespace(name) },
          rules: RULES.forwards,
          reads: !READERS.includes(each),
        });
}

/** Rights of owners in the namespaces of models. */
export function permitModelOwners(
  stack: Construct,
  environment: ComposedEnvironment,
  namespace: (name: string) => INamespace["resource"],
): void {
  if (!peopleOf(environment).includes("model-owners")) return;
  const scope = scopeIn(stack);
  const ofParts = environment.parts.flatMap(({ contributes }) => contributes.modelNamespaces);
  for (const name of [environment.config.namespace, ...ofParts])
    new NamespaceRights(scope, ownId(scope, `model-owners-${name}`), {
      people: "model-owners",
      namespace: { name, resource: namespace(name) },
      rules: RULES.evicts,
      reads: true,
    });
}
