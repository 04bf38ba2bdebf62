import { own } from "../../../base/own";
import { type Application, type Project, applicationsOf, projectOf } from "../model/applications";
import { chartValue } from "../../../infrastructure/kubernetes-charts";
import { helmReleasesOf, releasesOf } from "../../../infrastructure/kubernetes-releases";
import { objectsOf } from "../../../infrastructure/kubernetes-objects";
import { ARGO_CD_CHART, KINDS_OF_MODELS, OWN_CLUSTER } from "../facts";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { asObject } from "../../../terraform/stack-json";
import { type Check, combinedFinding, ruleOf } from "../../../checks/check";
import TEXTS from "./texts.json";

export const gitopsOwnership: Check = {
  ...ruleOf(TEXTS, "gitops-ownership"),
  run: (plan) =>
    applicationsOf(plan).flatMap((application) =>
      combinedFinding(application.object.resource, `Application ${application.object.name}`, [
        ...projectProblems(plan, application),
        ...namespaceProblems(plan, application),
        ...releaseProblems(plan, application),
        ...(application.object.metadata["finalizers"] === undefined
          ? []
          : ["its finalizers block a destroy, since Terraform deletes the controller and the namespace too"]),
      ]),
    ),
};

function projectProblems(plan: EnvironmentPlan, application: Application): string[] {
  const project = projectOf(plan, application);
  if (!project) return [`its project ${application.project || "(none)"} is in no release`];
  const { url, destination } = application;
  const [place] = project.destinations;
  const isAlone =
    project.destinations.length === 1 &&
    place?.["server"] === destination.server &&
    place["namespace"] === destination.namespace;
  return [
    ...(project.repositories.length === 1 && project.repositories[0] === url
      ? []
      : [`its project accepts ${project.repositories.join(", ") || "no repository"}, expected only ${url}`]),
    ...(isAlone ? [] : ["its project has other destinations than its own namespace"]),
    ...(destination.server === OWN_CLUSTER
      ? []
      : [`its cluster is ${destination.server || "(none)"}, expected ${OWN_CLUSTER}`]),
    ...kindProblems(plan, project, destination.namespace),
  ];
}

function kindProblems(plan: EnvironmentPlan, { kinds, clusterKinds }: Project, namespace: string): string[] {
  const written = kinds ?? [];
  const strange = written.filter(({ kind }) => own(KINDS_OF_MODELS, kind) === undefined);
  const allowed = new Set(written.map(({ kind }) => kind.toLowerCase()));
  const shared = objectsOf(plan).all.filter(
    (object) => object.namespace === namespace && allowed.has(object.kind.replaceAll("_", "")),
  );
  return [
    ...(kinds ? [] : ["its project allows every kind with a namespace"]),
    ...(clusterKinds.length === 0
      ? []
      : [`its project allows kinds of the whole cluster: ${namesOf(clusterKinds)}`]),
    ...(strange.length === 0 ? [] : [`its project allows kinds that no model has: ${namesOf(strange)}`]),
    ...shared.map(
      ({ resource }) => `Terraform owns ${resource.address} in ${namespace}, a kind that the project allows`,
    ),
  ];
}

const namesOf = (kinds: readonly { readonly kind: string }[]): string =>
  kinds.map(({ kind }) => kind || "(none)").join(", ");

function namespaceProblems(plan: EnvironmentPlan, { destination: { namespace } }: Application): string[] {
  const declared = objectsOf(plan).find("namespace", "", namespace);
  const pods = objectsOf(plan).pods.filter(({ owner }) => owner.namespace === namespace);
  const releases = helmReleasesOf(plan).filter((release) => release.namespace === namespace);
  const others = [
    ...pods.map(({ owner }) => owner.resource.address),
    ...releases.map(({ resource }) => resource.address),
  ];
  return [
    ...(declared ? [] : [`no stack creates its namespace ${namespace || "(none)"} with limits and policies`]),
    ...(others.length === 0 ? [] : [`Terraform runs ${others.join(", ")} in its namespace ${namespace}`]),
  ];
}

const RESPECTS = "resource.respectRBAC";

/** Values of the chart that are true by default. */
const SWITCHES: readonly (readonly [path: string, problem: string])[] = [
  [
    "repoServer.automountServiceAccountToken",
    "the repo server, which renders the content of Git, has a Kubernetes token",
  ],
  ["redis.automountServiceAccountToken", "Redis has a Kubernetes token"],
  ["global.networkPolicy.create", "network policies of the chart admit every namespace to its metrics"],
  ["dex.enabled", "dex logs people in, which no policy and no fact of the chart here knows"],
  [
    "notifications.enabled",
    "notifications connect to hosts that no policy and no fact of the chart here knows",
  ],
];

/** Without roles for the whole cluster, a cluster Secret names the namespaces that Argo CD reads. */
function releaseProblems(plan: EnvironmentPlan, { destination }: Application): string[] {
  return releasesOf(plan, ARGO_CD_CHART).flatMap(({ values }) => {
    const clusters = Object.values(asObject(asObject(values["configs"])["clusterCredentials"])).map(asObject);
    const own = clusters.find(({ server }) => server === destination.server);
    return [
      ...(values["createClusterRoles"] === false
        ? []
        : ["the chart gives Argo CD all rights in the whole cluster: createClusterRoles is not false"]),
      ...(own?.["namespaces"] === destination.namespace
        ? []
        : [
            `no cluster of the chart has the namespaces ${destination.namespace}, so the controller watches all`,
          ]),
      ...(asObject(asObject(own?.["config"])["tlsClientConfig"])["insecure"] === false
        ? []
        : ["it does not verify the certificate of the cluster: insecure is not false"]),
      ...(["normal", "strict"].includes(String(asObject(asObject(values["configs"])["cm"])[RESPECTS]))
        ? []
        : [
            `${RESPECTS} is not normal, so the controller stops at the first kind that its role does not name`,
          ]),
      ...SWITCHES.filter(([path]) => chartValue(values, path) !== false).map(
        ([path, problem]) => `${problem}: ${path} is not false`,
      ),
    ];
  });
}
