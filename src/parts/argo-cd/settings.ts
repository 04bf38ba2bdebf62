import { z } from "../../base/zod";
import { expects } from "../../environment/expects";
import { kubernetesName, objectPrefix, clientPath, port, urlPath } from "../../environment/values";
import { NPX } from "../../base/program-name";
import { privateHost } from "../private-host";

const url = () =>
  z
    .string()
    .max(500)
    .regex(
      /^https:\/\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{2,5})?\/[\w./~+-]+$/,
      expects(
        "an HTTPS URL in lowercase without user or password, such as https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/models",
        urlFix,
      ),
    );

const urlFix = (given: string): string =>
  given.includes("@")
    ? "remove the user and the password; put them into a Secret (docs/parts/argo-cd.md)"
    : "copy the HTTPS URL of the repository; SSH is not supported";

const repository = z
  .strictObject({
    url: url().describe(
      "HTTPS URL of the Git repository. Without internet access: CodeCommit of the region, or a `privateHost`.",
    ),
    path: z
      .string()
      .max(200)
      .regex(
        /^(?!\/)(?!.*\.\.)[\w./-]+$/,
        expects("a folder of the repository, such as environments/prod", "write a relative path without .."),
      )
      .describe("Folder of the repository with the manifests of this environment."),
    revision: z
      .string()
      .max(200)
      .regex(
        /^[\w./-]+$/,
        expects("a branch, a tag or a commit, such as main", "write a branch, a tag or a commit"),
      )
      .default("main")
      .describe("Branch, tag or commit that Argo CD follows."),
  })
  .describe("Git repository with the models that Argo CD owns.");

const gitModel = z
  .strictObject({
    bucketPrefix: objectPrefix()
      .optional()
      .describe(
        "Prefix of the model bucket that its pods can read, by an IAM role for the service account of its name. Default: no role.",
      ),
    paths: z
      .array(clientPath())
      .default([])
      .describe(
        "URL paths of the entry that lead to port 80 of the Service of its name. Each path includes all paths below it. Requires `entry.type: ingress`. Default: none, it has no way in from outside of its namespace.",
      ),
    port: port()
      .default(8080)
      .describe(
        "TCP port of its pods that the load balancer connects to. Without `paths`, it has no effect.",
      ),
    healthPath: urlPath()
      .default("/health")
      .describe("URL path that returns status 200 while the model can serve requests."),
  })
  .describe("A model in the repository.");

export const settings = z
  .strictObject({
    repository,
    privateHost: privateHost("Git host", "Pods of the repo server")
      .describe(
        "A Git host inside, for a repository outside of CodeCommit without internet access. Default: none.",
      )
      .optional(),
    namespace: kubernetesName(53)
      .default("gitops-models")
      .describe(
        "Namespace of what Argo CD owns. It is another one than that of `models`, which Terraform owns.",
      ),
    models: z
      .record(kubernetesName(63), gitModel)
      .default({})
      .describe(
        "Models in the repository by their name, which their ServiceAccount, Deployment and Service have. Each gets an ECR repository `<environment>/<name>` for its image, and what its keys open. Default: none.",
      ),
    sync: z
      .enum(["manual", "automated"])
      .default("manual")
      .describe(
        "`manual`: a person starts each sync. `automated`: each commit is applied, what Git no longer has is deleted, and changes in the cluster are undone.",
      ),
    maxPods: z
      .int()
      .min(1)
      .max(1000)
      .default(10)
      .describe("Most pods of that namespace, those of a rollout included."),
    maxCpu: z
      .int()
      .min(1)
      .max(10_000)
      .default(4)
      .describe("Most vCPUs that its pods request together. The capacity checks do not reserve them."),
    maxMemoryGiB: z
      .int()
      .min(1)
      .max(100_000)
      .default(8)
      .describe("Most memory in GiB that its pods request together. The capacity checks do not reserve it."),
  })
  .describe(
    `Argo CD, which deploys models from a Git repository into a namespace of its own. No check judges the content of the repository; \`${NPX} check --manifests DIR\` judges a render of it. See docs/parts/argo-cd.md.`,
  );

export type ArgoCdSettings = z.output<typeof settings>;

export type GitModel = ArgoCdSettings["models"][string];
