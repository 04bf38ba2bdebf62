import { type EndpointService, ENDPOINT_SERVICE_NAMES } from "../../environment/endpoints";
import { isByIds } from "../../environment/existing-network";
import { composeEnvironment } from "../../platform/compose";
import { COMPONENTS } from "../../parts/generated/registry";
import { environmentSchema } from "../../parts/environment-schema";
import { neededEndpoints } from "../../platform/needs";
import { neededRules } from "../../platform/needed-rules";

type Keys = Readonly<Record<string, unknown>>;

/**
 * Declares of an existing network what the environment needs: its plan compares that with AWS, and names what is
 * missing with the command that adds it. By ids, only tags of subnets are declared, since Terraform creates the rest.
 * Keys that the schema refuses stay as they are.
 */
export function withNeeds(name: string, keys: Keys): Keys {
  const config = environmentSchema.safeParse(keys).data;
  if (config?.network.existing === undefined) return keys;
  const network = keys["network"] as Keys;
  const subnetTags = [
    "kubernetes.io/role/internal-elb",
    ...(config.network.publicSubnets.cidrs ? ["kubernetes.io/role/elb"] : []),
    "kubernetes.io/cluster",
  ];
  if (isByIds(config.network.existing))
    return { ...keys, network: { ...network, existing: { ...(network["existing"] as Keys), subnetTags } } };
  const composed = composeEnvironment(name, config, COMPONENTS);
  const called = neededEndpoints(composed).map(({ service }) => service);
  const isDeclared = (service: EndpointService): boolean => called.includes(service);
  const existing = {
    endpoints: ENDPOINT_SERVICE_NAMES.filter(isDeclared),
    subnetTags,
    rules: neededRules(composed).map(({ group, direction, peer, port }) => ({
      group,
      direction,
      peer: "s3" in peer ? "s3" : Object.values(peer)[0],
      port,
    })),
  };
  return { ...keys, network: { ...network, existing } };
}
