import { ARGO_CD, codeCommitRegion, isOfCodeCommit } from "./names";
import { GPU_EXPORTER } from "../gpu-metrics/names";
import { KEDA } from "../keda/names";
import { KUBEFLOW_PIPELINES_NAMESPACE } from "../kubeflow-pipelines/names";
import { LOG_IN_NAME } from "../log-in/names";
import { MLFLOW } from "../mlflow/names";
import { PROMETHEUS } from "../../environment/prometheus";
import { awsLocation } from "../../facts/aws";
import { KSERVE_NAMESPACE } from "../kserve/names";
import { modelsOfGitRules } from "./model-rules";
import { type ArgoCdSettings } from "./settings";
import { type RuleProblem } from "../../environment/rule-problems";
import { unreachedRanges } from "../private-host";
import { type EnvironmentConfig } from "../../environment/schema";

const PATH = ["components", "argo-cd"];
const URL_PATH = [...PATH, "repository", "url"];

/** The repository is on a host that the network reaches, and Argo CD owns no namespace of others. */
export const argoCdRules = (settings: ArgoCdSettings, config: EnvironmentConfig): RuleProblem[] => [
  ...namespaceRules(settings, config),
  ...modelsOfGitRules(settings, config),
  ...(settings.privateHost ? privateHostRules(settings, config) : hostRules(settings, config)),
];

/** Namespaces that EKS, Kubernetes and parts of the platform own. */
const TAKEN = [
  ARGO_CD.namespace,
  PROMETHEUS.namespace,
  GPU_EXPORTER.namespace,
  KEDA.namespace,
  KSERVE_NAMESPACE,
  MLFLOW,
  KUBEFLOW_PIPELINES_NAMESPACE,
  LOG_IN_NAME,
  "amazon-cloudwatch",
  "aws-observability",
  "default",
  "mount-s3",
];

function namespaceRules({ namespace }: ArgoCdSettings, config: EnvironmentConfig): RuleProblem[] {
  const isTaken = TAKEN.includes(namespace) || namespace.startsWith("kube-");
  if (namespace !== config.namespace && !isTaken) return [];
  return [
    {
      path: [...PATH, "namespace"],
      got: `${namespace}, which ${isTaken ? "the platform" : "Terraform"} owns`,
      expected: "a namespace for Argo CD alone",
      fix: "choose another name",
    },
  ];
}

function hostRules({ repository }: ArgoCdSettings, config: EnvironmentConfig): RuleProblem[] {
  if (isOfCodeCommit(repository.url, locationOf(config)) || config.network.egress !== "none") return [];
  const region = codeCommitRegion(repository.url);
  return [
    {
      path: URL_PATH,
      got:
        region === undefined
          ? `the host ${hostOf(repository.url)} in a network without internet access`
          : `CodeCommit of ${region}, for which this network has no endpoint`,
      expected: `CodeCommit of ${config.region}, or a host that this network reaches`,
      fix: `use a repository in CodeCommit of ${config.region}, describe a host inside with components.argo-cd.privateHost, or ${config.components?.["https-proxy"] ? "replace https-proxy, which does not serve Argo CD, by network.egress" : "set network.egress"}`,
    },
  ];
}

function privateHostRules(
  { repository, privateHost }: ArgoCdSettings,
  config: EnvironmentConfig,
): RuleProblem[] {
  if (isOfCodeCommit(repository.url, locationOf(config))) {
    return [
      {
        path: [...PATH, "privateHost"],
        got: "ranges for CodeCommit, which has an endpoint",
        expected: "no privateHost with CodeCommit of the region",
        fix: "remove privateHost",
      },
    ];
  }
  return unreachedRanges(config, [...PATH, "privateHost", "cidrs"], privateHost?.cidrs ?? []);
}

const locationOf = ({ account, region }: EnvironmentConfig) => awsLocation(account, region);

const hostOf = (url: string): string => new URL(url).host;
