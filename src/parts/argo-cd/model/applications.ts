import { serviceDomain } from "../../../facts/aws";
import { CODECOMMIT_SERVICE } from "../facts";
import { type EnvironmentPlan, memoizePerPlan } from "../../../terraform/environment-plan";
import { asArray, asObject, type JsonObject, text } from "../../../terraform/stack-json";
import { homeOf } from "../../../infrastructure/text-references";
import { type CustomObject, customObjectsOf } from "../../../infrastructure/kubernetes-releases";

/** An Application of Argo CD, with the host of its repository. */
export interface Application {
  readonly object: CustomObject;
  readonly url: string;
  /** Empty for a URL that is no HTTPS URL. */
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly revision: string;
  readonly project: string;
  readonly destination: { readonly server: string; readonly namespace: string };
  /** How pods reach the host: the endpoint of CodeCommit, ranges inside, or the internet. */
  readonly way: "codecommit" | "inside" | "internet";
  /** Ranges of a host inside. */
  readonly cidrs: readonly string[];
  /** The way in which its name resolves, as the file states it. @default - not stated */
  readonly resolvedBy?: string;
}

export const applicationsOf = memoizePerPlan((plan: EnvironmentPlan): readonly Application[] =>
  customObjectsOf(plan)
    .filter(({ kind }) => kind === "Application")
    .map((object) => applicationOf(plan, object)),
);

function applicationOf(plan: EnvironmentPlan, object: CustomObject): Application {
  const { spec, metadata } = object;
  const [source, destination] = [asObject(spec["source"]), asObject(spec["destination"])];
  const annotations = asObject(metadata["annotations"]);
  const url = text(source["repoURL"]) ?? "";
  const { host, port } = hostOf(url);
  const cidrs = (text(annotations["private-eks-inference/git-cidrs"]) ?? "").split(",").filter(Boolean);
  const resolvedBy = text(annotations["private-eks-inference/git-resolved-by"]);
  const home = homeOf(plan);
  const isOfRegion = host === `${CODECOMMIT_SERVICE}.${home.region}.${serviceDomain(home)}`;
  return {
    object,
    url,
    host,
    port,
    path: text(source["path"]) ?? "",
    revision: text(source["targetRevision"]) ?? "HEAD",
    project: text(spec["project"]) ?? "",
    destination: {
      server: text(destination["server"]) ?? "",
      namespace: text(destination["namespace"]) ?? "",
    },
    way: isOfRegion ? "codecommit" : cidrs.length > 0 ? "inside" : "internet",
    cidrs,
    ...(resolvedBy === undefined ? {} : { resolvedBy }),
  };
}

function hostOf(url: string): { host: string; port: number } {
  if (!url.startsWith("https://") || !URL.canParse(url)) return { host: "", port: 0 };
  const { hostname, port } = new URL(url);
  return { host: hostname, port: Number(port || "443") };
}

/** A kind that a project allows, with its API group. */
export interface AllowedKind {
  readonly group: string;
  readonly kind: string;
}

/** Limits of a project of Argo CD. */
export interface Project {
  readonly object: CustomObject;
  readonly repositories: readonly string[];
  readonly destinations: readonly JsonObject[];
  readonly clusterKinds: readonly AllowedKind[];
  /** Undefined without a list, which allows every kind with a namespace. */
  readonly kinds: readonly AllowedKind[] | undefined;
}

export const projectsOf = memoizePerPlan((plan: EnvironmentPlan): readonly Project[] =>
  customObjectsOf(plan)
    .filter(({ kind }) => kind === "AppProject")
    .map((object) => ({
      object,
      repositories: asArray(object.spec["sourceRepos"]).map((each) => text(each) ?? ""),
      destinations: asArray(object.spec["destinations"]).map(asObject),
      clusterKinds: kindsIn(object.spec["clusterResourceWhitelist"]) ?? [],
      kinds: kindsIn(object.spec["namespaceResourceWhitelist"]),
    })),
);

const kindsIn = (list: JsonObject[string] | undefined): AllowedKind[] | undefined =>
  list === undefined
    ? undefined
    : asArray(list)
        .map(asObject)
        .map(({ group, kind }) => ({ group: text(group) ?? "", kind: text(kind) ?? "" }));

/** The project of an Application; undefined if no release has it. */
export const projectOf = (plan: EnvironmentPlan, { project, object }: Application): Project | undefined =>
  projectsOf(plan).find((each) => each.object.name === project && each.object.namespace === object.namespace);

/** Namespaces whose objects Argo CD applies from Git. */
export const namespacesOfArgoCd = (plan: EnvironmentPlan): ReadonlySet<string> =>
  new Set(applicationsOf(plan).map(({ destination }) => destination.namespace));
