import { deliveriesOf } from "../../infrastructure/deliveries";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Check, type Finding, at, ruleOf } from "../check";
import { stoppedFlows } from "./proofs";
import { rangesWithoutRoute } from "./ways-of-nodes";
import TEXTS from "./texts.json";

type DeliverySource = ReturnType<typeof deliveriesOf>["all"][number]["source"];

export const gitReachable: Check = {
  ...ruleOf(TEXTS, "git-reachable"),
  run: (plan) => [
    ...stoppedFlows(plan, "git-reachable"),
    ...deliveriesOf(plan).all.flatMap(({ source }) => [
      ...urlFindings(source),
      ...routeFindings(plan, source),
    ]),
  ],
};

const urlFindings = ({ object, url, host }: DeliverySource): Finding[] =>
  host === ""
    ? [
        {
          ...at(object.resource),
          message: `${url || "an empty URL"} is no HTTPS URL, so its host and port are unknown`,
          fix: "use the HTTPS URL of the repository",
        },
      ]
    : [];

const routeFindings = (plan: EnvironmentPlan, { object, host, way, cidrs }: DeliverySource): Finding[] =>
  way === "inside"
    ? rangesWithoutRoute(plan, host, cidrs).map((message) => ({ ...at(object.resource), message }))
    : [];
