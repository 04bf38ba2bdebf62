import { block, text } from "../../terraform/stack-json";
import { isFound } from "../../terraform/environment-plan";
import { callersOf } from "../../infrastructure/network-endpoint-users";
import { endpointsOf } from "../../infrastructure/network-endpoints";
import { APPLICATION_SERVICES } from "../../evidence/endpoint-names";
import { type Check, at, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const endpointCallers: Check = {
  ...ruleOf(TEXTS, "endpoint-callers"),
  run: (plan) =>
    endpointsOf(plan).flatMap(({ resource, service }) => {
      const tag = text(block(resource.config["tags"])["RequestedBy"]);
      // Endpoints of an existing network have no tag of this environment.
      if (isFound(resource) || tag === undefined || service === undefined) return [];
      const named = tag.split(" + ");
      const callers = callersOf(plan, service);
      // No stack shows whether applications run.
      const running = APPLICATION_SERVICES.has(service) ? [] : callers;
      const wrong = [
        ...running.filter((title) => !named.includes(title)).map((title) => `${title} calls it`),
        ...named.filter((title) => !callers.includes(title)).map((title) => `${title} does not`),
      ];
      return wrong.length === 0
        ? []
        : [
            {
              ...at(resource),
              message: `its tag RequestedBy names ${tag} as callers of ${service}, but ${wrong.join(", ")}`,
            },
          ];
    }),
};
