import { orMeant } from "../../base/did-you-mean";
import { VLLM_FACTS } from "../../evidence/vllm";
import { at, type Check, combinedFinding, notJudged, ruleOf } from "../check";
import { type VllmServer, vllmServersOf } from "../../infrastructure/kubernetes-vllm";
import { workloadOf } from "../../infrastructure/kubernetes-workloads";
import { repeated } from "../../base/lists";
import TEXTS from "./texts.json";

export const vllmArguments: Check = {
  ...ruleOf(TEXTS, "vllm-arguments"),
  source: VLLM_FACTS.source,
  run: (plan, { statedOf }) =>
    vllmServersOf(plan).flatMap((server) => {
      const { resource } = server.pods.owner;
      const name = `container ${server.container.name}`;
      const isOfFile = statedOf(plan.name).languageModels?.has(workloadOf(plan, server.pods)?.model ?? "");
      if (server.otherVersion !== undefined && isOfFile)
        return [
          {
            ...at(resource),
            message: `${name}: kind: llm gives it the arguments of vLLM ${VLLM_FACTS.version}, and ${server.image} has ${server.otherVersion}`,
            fix: `push v${VLLM_FACTS.version} and name its tag, or serve the other version without kind: llm, by command and arguments of its own`,
          },
        ];
      if (!server.isKnown)
        return [
          notJudged(
            resource,
            `${name}: arguments, variables, calls and folders of ${server.image}, since the facts are those of vLLM ${VLLM_FACTS.version}`,
            `run v${VLLM_FACTS.version}, or compare them with the source of the other version`,
          ),
        ];
      return [
        ...combinedFinding(
          resource,
          server.pods.owner.title,
          problemsOf(server).map((problem) => `${name}: ${problem}`),
        ),
        ...server.unread.map((what) =>
          notJudged(
            resource,
            `${name}: ${what}`,
            "state flags as arguments of vllm serve, and variables in a ConfigMap of the stacks",
          ),
        ),
      ];
    }),
};

function problemsOf({ arguments: read, variables }: VllmServer): string[] {
  const names = variables.map(({ name }) => name);
  return [
    ...(read?.problems ?? []),
    ...new Set(
      names.filter((name) => name.startsWith("VLLM_") && !VLLM_FACTS.variables.includes(name)).map(unknown),
    ),
    ...repeated(names).map((name) => `${name} is stated twice, and the last one counts`),
  ];
}

const unknown = (name: string): string =>
  `${name} is no variable of vLLM ${VLLM_FACTS.version}${orMeant(name, VLLM_FACTS.variables)}`;
