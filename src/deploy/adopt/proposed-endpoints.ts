import { type EndpointService, ENDPOINT_SERVICE_NAMES, endpointTypeOf } from "../../environment/endpoints";
import { type JsonObject } from "../../terraform/stack-json";
import { strings } from "../repair/aws-rules";
import { type NetworkReading } from "./reading";

export interface ProposedEndpoints {
  /** Ids of the available endpoints, in the order of the schema. */
  readonly ids: Readonly<Partial<Record<EndpointService, string>>>;
  /** Id of the group that all interface endpoints have. @default - there is none */
  readonly group?: string;
  readonly notes: readonly string[];
}

/** The endpoints of a VPC that an environment can declare. Without a group that all interface endpoints have, the plan reads those of each. */
export function proposedEndpoints({ endpoints, region, groups }: NetworkReading): ProposedEndpoints {
  const available = endpoints.filter(({ State }) => String(State).toLowerCase() === "available");
  const serviceOf = ({ ServiceName }: JsonObject): string =>
    String(ServiceName).replace(`com.amazonaws.${region}.`, "");
  const known = ENDPOINT_SERVICE_NAMES.flatMap((service) => {
    const found = available.find((each) => serviceOf(each) === service);
    return found === undefined ? [] : [{ service, id: String(found["VpcEndpointId"]), found }];
  });
  const interfaces = known.filter(({ service }) => endpointTypeOf(service) === "interface");
  const candidates = groups
    .map(({ GroupId }) => String(GroupId))
    .filter((id) => interfaces.every(({ found }) => groupsOf(found).includes(id)));
  // The default group is for everything, so another one comes first.
  const isDefault = (id: string): number =>
    groups.some(({ GroupId, GroupName }) => GroupId === id && GroupName === "default") ? 1 : 0;
  const [group] = interfaces.length > 0 ? candidates.sort((a, b) => isDefault(a) - isDefault(b)) : [];
  return {
    ids: Object.fromEntries(known.map(({ service, id }) => [service, id])),
    ...(group === undefined ? {} : { group }),
    notes: available
      .map(serviceOf)
      .filter((name) => !ENDPOINT_SERVICE_NAMES.some((each) => each === name))
      .map((name) => `network.existing.endpointIds: ${name} is no service that an environment declares`),
  };
}

const groupsOf = (endpoint: JsonObject): string[] => strings(endpoint, "Groups", "GroupId");
