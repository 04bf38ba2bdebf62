import { number } from "../../terraform/stack-json";
import { type Check, combinedFinding, ruleOf } from "../check";
import { homes } from "./written-folders.json";
import { type Container, objectsOf } from "../../infrastructure/kubernetes-objects";
import { vllmServersOf } from "../../infrastructure/kubernetes-vllm";
import TEXTS from "./texts.json";

/** Highest user id that the node's users are assumed to have. */
const HIGHEST_SYSTEM_ID = 10000;

export const lowUserId: Check = {
  ...ruleOf(TEXTS, "low-user-id"),
  run: (plan) => {
    const servers = vllmServersOf(plan).filter(({ isKnown }) => isKnown);
    return objectsOf(plan).pods.flatMap((pods) => {
      // The image of vLLM has a user of its own, whose name its libraries look up. A container that
      // shares its files has the same user.
      const ofImage = servers.flatMap((server) =>
        server.pods === pods ? [userOf(server.container)].filter((user) => user in homes) : [],
      );
      return combinedFinding(
        pods.owner.resource,
        pods.owner.title,
        pods.containers
          .filter((container) => isLow(userOf(container)) && !ofImage.includes(userOf(container)))
          .map((container) => `container ${container.name} runs as user ${userOf(container)}`),
      );
    });
  },
};

/** The user of a container; 0 if it states none. */
const userOf = ({ config }: Container): number => number(config.securityContext?.runAsUser) ?? 0;

const isLow = (user: number): boolean => user > 0 && user <= HIGHEST_SYSTEM_ID;
