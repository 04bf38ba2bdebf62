import { type ContainerResources } from "../facts/container-resources";

/**
 * Resources of the containers of a chart or part that sets none, or too little, with the reason for the amounts. A part has
 * them in `requests.json`, by the name of the chart or part, and of the program in a chart with several. The emitted containers
 * have these, so capacity checks, quotas and the scheduler count the same amounts. No load test confirms them: raise a row
 * when a container is throttled or killed for memory.
 */
export interface PartRequests extends ContainerResources {
  readonly reason: string;
  /** Day of the decision, ISO date. */
  readonly asOf: string;
}

/** Resources of a container, without the reason for them. */
export const asResources = <Row extends PartRequests>({
  requests,
  limits,
}: Row): Pick<Row, "requests" | "limits"> => ({ requests, limits });
