import { logInsOf } from "../../infrastructure/log-ins";
import { at, type Check, notJudged, ruleOf } from "../check";
import { stoppedFlows } from "./proofs";
import { rangesWithoutRoute } from "./ways-of-nodes";
import TEXTS from "./texts.json";

export const providerReachable: Check = {
  ...ruleOf(TEXTS, "provider-reachable"),
  run: (plan) => [
    ...stoppedFlows(plan, "provider-reachable"),
    // All proxies have one provider.
    ...logInsOf(plan)
      .proxies()
      .slice(0, 1)
      .map(({ pods, host, resolvedBy }) =>
        notJudged(
          pods.owner.resource,
          `whether ${host} resolves to the ranges of privateHost in the VPC, by ${resolvedBy ?? "a way that is not stated"}`,
          "resolve the name from a pod of the environment before people log in (docs/parts/log-in.md)",
        ),
      ),
    ...logInsOf(plan)
      .proxies()
      .flatMap(({ pods, host, cidrs }) => [
        ...(cidrs.length > 0
          ? []
          : [
              {
                ...at(pods.owner.resource),
                message: `${host || "its provider"} has no range that the file states, so no rule leads to it`,
              },
            ]),
        ...rangesWithoutRoute(plan, host, cidrs).map((message) => ({
          ...at(pods.owner.resource),
          message,
        })),
      ]),
  ],
};
