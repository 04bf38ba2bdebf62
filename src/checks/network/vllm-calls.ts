import facts from "./calls-of-vllm.json";
import { type Pods } from "../../infrastructure/kubernetes-objects";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Check, ruleOf } from "../check";
import { policiesByPods, type PolicyPeer } from "../policies";
import { homeOf } from "../../infrastructure/text-references";
import { type VllmServer } from "../../infrastructure/kubernetes-vllm";
import { problemsOfServers } from "../vllm-problems";
import TEXTS from "./texts.json";

export const vllmCalls: Check = {
  ...ruleOf(TEXTS, "vllm-calls"),
  run: (plan) => problemsOfServers(plan, (server) => serverProblems(plan, server)),
};

/** A call that the image makes beside those of its clients and its bucket. */
type Call = (typeof facts.calls)[number];

/** Values with which a variable of vLLM, PyTorch or Triton is off. */
const OFF = /^(0|false|no|off)?$/i;

/** Variables with the region of the SDK for C++ and of boto3, which otherwise call us-east-1. */
const REGION_VARIABLES = ["AWS_REGION", "AWS_DEFAULT_REGION"];

/** Flags that name files beside the model. A name is one of a hub; a path or an address of S3 is none. */
const FILES_BY_FLAG = ["--tokenizer", "--hf-config-path"];

function serverProblems(plan: EnvironmentPlan, server: VllmServer): string[] {
  const { arguments: read } = server;
  const model = read && (read.model ?? facts.defaultModel);
  // Arguments that are not read can name a bucket.
  const ofS3 = model === undefined || model.startsWith("s3://");
  return [
    ...facts.calls.filter((each) => ofS3 || !each.ofS3).flatMap((each) => callProblem(plan, server, each)),
    ...(ofS3 ? regionProblems(plan, server) : []),
    ...(model === undefined || isFiles(model) ? [] : [hubProblem("model", model)]),
    ...FILES_BY_FLAG.flatMap((flag) => {
      const value = read?.values.get(flag);
      return value === undefined || isFiles(value) ? [] : [hubProblem(flag, value)];
    }),
  ];
}

function callProblem(plan: EnvironmentPlan, server: VllmServer, outbound: Call): string[] {
  const { call, prevented, orVariables = [], flags = [], variables = [], byNetwork = false } = outbound;
  const says = (fix: string) => [`calls ${call}: ${fix}`];
  if (byNetwork)
    return opensInternet(plan, server.pods)
      ? says("let no network policy of its pods open the internet")
      : [];
  if (prevented) {
    // Where libraries read two variables, the first one that is not empty decides.
    const set = [prevented.variable, ...orVariables]
      .flatMap((name) => server.variables.findLast((each) => each.name === name) ?? [])
      .filter(({ value }) => value !== "");
    const isPrevented =
      set.length > 0 && set.every(({ value = "" }) => new RegExp(prevented.accepts, "i").test(value));
    return isPrevented ? [] : says(`set ${prevented.variable}=${prevented.value}`);
  }
  const { values } = server.arguments ?? {};
  const set = [
    ...flags.filter((flag) => !OFF.test(values?.get(flag) ?? "")),
    ...variables.filter((name) =>
      server.variables.some((each) => each.name === name && !OFF.test(each.value ?? "?")),
    ),
  ];
  return set.length === 0 ? [] : says(`remove ${set.join(", ")}`);
}

function regionProblems(plan: EnvironmentPlan, server: VllmServer): string[] {
  const { region } = homeOf(plan);
  return REGION_VARIABLES.filter((name) => server.values.get(name) !== region).map(
    (name) => `calls the region of ${name}: set ${region}, the region of its bucket`,
  );
}

const isFiles = (name: string): boolean => name.startsWith("/") || name.startsWith("s3://");

const hubProblem = (what: string, name: string): string =>
  `cannot start: its ${what} ${name} is a name of a hub, expected s3:// or a path`;

/** Whether the policies of pods let them reach an address of the internet beside those of S3. */
function opensInternet(plan: EnvironmentPlan, pods: Pods): boolean {
  const ofEgress = (policiesByPods(plan).get(pods) ?? []).filter(({ types }) => types.includes("egress"));
  return (
    ofEgress.length === 0 ||
    ofEgress.some(({ rules }) =>
      rules.egress.some(({ peers }) => peers.length === 0 || peers.some(isOfInternet)),
    )
  );
}

const isOfInternet = (peer: PolicyPeer): boolean =>
  peer.kind === "range" && (peer.range === undefined || !peer.range.isOffInternet);
