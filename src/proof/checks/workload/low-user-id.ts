import { number, combinedFinding } from "../../model/blocks";
import { HOMES } from "../../facts/vllm/folders";
import { objectsOf, titleOf } from "../../model/kubernetes/objects";
import { vllmServersOf } from "../../model/kubernetes/vllm-servers";
import { type Check } from "../check";

/** Highest user id that the node's users are assumed to have. */
const HIGHEST_SYSTEM_ID = 10000;

export const lowUserId: Check = {
  id: "low-user-id",
  severity: "warning",
  title: "containers run with a user id that no node uses, or with that of the image of vLLM",
  why: "a process that escapes its container has the permissions of the node's user with the same id",
  fix: "set the model's runAsUser above 10000 if the image allows it",
  source: "aquasecurity/trivy-checks KSV-0020 and KSV-0021, August 2026",
  scannerRules: ["KSV-0020", "KSV-0021"],
  run: (plan) => {
    // The image of vLLM has a user of its own, whose name its libraries look up.
    const ofVllm = vllmServersOf(plan).flatMap(({ isKnown, container }) => (isKnown ? [container] : []));
    return objectsOf(plan).pods.flatMap(({ owner, containers }) =>
      combinedFinding(
        owner.resource,
        titleOf(owner),
        containers.flatMap((container) => {
          const user = number(container.config.securityContext?.runAsUser);
          const isLow = user !== undefined && user > 0 && user <= HIGHEST_SYSTEM_ID;
          const isOfImage = isLow && ofVllm.includes(container) && HOMES.has(user);
          return isLow && !isOfImage ? [`container ${container.name} runs as user ${user}`] : [];
        }),
      ),
    );
  },
};
