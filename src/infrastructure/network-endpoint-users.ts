import { ALL_CALLERS, constantCalls } from "../evidence/callers";
import { APPLICATION_SERVICES } from "../evidence/endpoint-names";
import { type EnvironmentPlan, memoizePerPlan } from "../terraform/environment-plan";
import { asObject, type Json, texts } from "../terraform/stack-json";
import { runningCallers } from "./callers";
import { type VpcAttachment, vpcAttachmentsOf } from "./network-attachments";
import { callsOfUnknownCharts } from "./network/chart-calls";
import { MODELS_TITLE, servicesOfModels } from "./network/model-calls";

/** Another network that uses the interface endpoints, as the output for its owner declares it. */
interface EndpointUser {
  /** Short names of services. */
  readonly services: readonly string[];
  /** Undefined if the synthesized stacks have no such attachment. */
  readonly attachment: VpcAttachment | undefined;
  /** Commands that its owner is asked to run. */
  readonly commands: readonly string[];
}

/** Name of the output that declares the network. */
const USER_OUTPUT = "training_vpc";

export const endpointUserOf = memoizePerPlan((plan: EnvironmentPlan): EndpointUser | undefined => {
  const output = plan.stack("network")?.outputs[USER_OUTPUT];
  if (output === undefined) return undefined;
  const declared = asObject(asObject(output)["value"] ?? null);
  const value = (key: string): Json => declared[key] ?? null;
  const id = plan.identity({ layer: "network", value: value("attachment") });
  return {
    services: texts(value("services")),
    attachment: vpcAttachmentsOf(plan).find((attachment) => attachment.id === id),
    commands: texts(value("far_side_commands")),
  };
});

/** Titles of what calls a service. No stack shows whether applications run that only they call. */
export const callersOf = (plan: EnvironmentPlan, service: string): string[] => [
  ...(APPLICATION_SERVICES.has(service) ? ALL_CALLERS : runningCallers(plan))
    .filter((caller) => constantCalls(caller).some((call) => call.service === service))
    .map(({ title }) => title),
  ...(servicesOfModels(plan).has(service) ? [MODELS_TITLE] : []),
  ...[...callsOfUnknownCharts(plan)].filter(([, services]) => services.has(service)).map(([title]) => title),
  // Callers in another network have this name in the tag `RequestedBy` of endpoints.
  ...(endpointUserOf(plan)?.services.includes(service) ? ["Training VPC"] : []),
];
