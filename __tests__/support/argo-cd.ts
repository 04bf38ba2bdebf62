import { type Editable } from "./altered";
import { type Edit } from "./findings";
import { type Plan } from "./plan";
import { planWith } from "./changed-plans";

/** Settings of Argo CD with a repository in CodeCommit of a region. */
export const argoCdIn = (region: string) => ({
  repository: {
    url: `https://git-codecommit.${region}.amazonaws.com/v1/repos/models`,
    path: "environments/prod",
  },
});

/** A network without internet access, with a transit gateway to 10.0.0.0/8, and Argo CD. */
export const withArgoCd = (settings: object = {}, over: object = {}): Plan =>
  planWith("ml-inference-prod", {
    network: { egress: "none" },
    cluster: { nodeGroups: { general: { instanceTypes: ["m7i.large"] } } },
    components: { "argo-cd": { ...argoCdIn("ap-southeast-2"), ...settings } },
    ...over,
  });

/** The same with a Git host behind the transit gateway. */
export const withPrivateHost = (over: object = {}): Plan =>
  withArgoCd(
    {
      repository: { url: "https://git.example.com:8443/models.git", path: "prod", revision: "release" },
      privateHost: { cidrs: ["10.64.8.0/28"], resolvedBy: "resolver-rule" },
    },
    over,
  );

/** The same with a repository on the internet, by NAT. */
export const withPublicHost = (): Plan =>
  withArgoCd(
    { repository: { url: "https://github.com/acme/models.git", path: "prod" } },
    { network: { egress: "nat-per-az" } },
  );

/** Edits the values of the release of Argo CD in a stack. */
export const editRelease =
  (layer: "platform" | "models", edit: (written: Editable) => void): Edit =>
  (layers) => {
    const release = layers[layer]["resource"].helm_release.argo_cd as Editable;
    const written = JSON.parse(release["values"][0] as string) as Editable;
    edit(written);
    release["values"] = [JSON.stringify(written)];
  };

/** A model of Git with files and a path. */
export const SENTIMENT = { bucketPrefix: "sentiment/", paths: ["/sentiment"] };

/** The change of ml-platform, whose entry is an Ingress, for other models of Git. */
export const gitModels = (models: object, over: object = {}) => ({
  ...over,
  components: { "argo-cd": { models: { sentiment: null, ...models } } },
});

/** ml-platform with other models of Git. */
export const withGitModels = (models: object, over: object = {}): Plan =>
  planWith("ml-platform", gitModels(models, over));

/** Models of Git: one with files and a path, and one with a path to a port of its own. */
export const GIT_MODELS = { sentiment: SENTIMENT, echo: { paths: ["/echo"], port: 9000 } };

/** Edits a block of the models stack. */
export const ofGitModels =
  (type: string, name: string, edit: (resource: Editable) => void): Edit =>
  ({ models }) => {
    const all = Object.entries(models["resource"][type] as Editable) as [string, Editable][];
    const found = all.find(([id]) => id === name)?.[1];
    if (!found) throw new Error(`no ${type} ${name} in ${all.map(([id]) => id).join(", ")}`);
    edit(found);
  };

/** Removes a block of the models stack. */
export const withoutGitBlock =
  (type: string, name: string): Edit =>
  ({ models }) => {
    if (!models["resource"][type][name]) throw new Error(`no ${type} ${name}`);
    Reflect.deleteProperty(models["resource"][type] as Editable, name);
  };
