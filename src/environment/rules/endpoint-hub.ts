import { holdNetwork, overlaps } from "../../base/cidr";
import { endpointTypeOf } from "../endpoints";
import { isByIds } from "../existing-network";
import { vpcRanges } from "../values/subnet-plan";
import { type EnvironmentConfig } from "../schema";
import { type RuleProblem, forEach } from "../rule-problems";
import TEXTS from "./hub-texts.json";

/** A hub is reached by an attachment, and takes the place of all interface endpoints in the VPC. */
export function endpointHubRules({ network, region }: EnvironmentConfig): RuleProblem[] {
  const { endpoints, existing } = network;
  const { hub } = endpoints;
  if (!hub) return [];
  const path = ["network", "endpoints", "hub"];
  if (existing && !isByIds(existing)) return [{ path, got: "a hub", ...TEXTS.byNames }];
  const routed = network.attachments.flatMap(({ cidrs }) => cidrs);
  const own = Object.keys(existing?.endpointIds ?? {}).filter((each) => endpointTypeOf(each) === "interface");
  return [
    ...own.map((each) => ({ path: ["network", "existing", "endpointIds", each], ...TEXTS.own })),
    ...forEach(hub.cidrs, (cidr, index): RuleProblem[] => {
      const at = [...path, "cidrs", index];
      const twin = hub.cidrs.slice(0, index).find((other) => overlaps(other, cidr));
      if (vpcRanges(network).some((range) => overlaps(range, cidr))) return [{ path: at, ...TEXTS.inVpc }];
      if (twin !== undefined)
        return [
          { path: at, expected: `a range that does not overlap ${twin}`, fix: "remove the narrower range" },
        ];
      const way = network.attachments.find(({ cidrs }) => holdNetwork(cidrs, cidr));
      if (way?.type === "peering" && (way.peerRegion ?? region) !== region)
        return [{ path: at, ...TEXTS.elsewhere }];
      const isRouted = network.egress === "transit-gateway" || holdNetwork(routed, cidr);
      return isRouted ? [] : [{ path: at, ...TEXTS.unrouted }];
    }),
  ];
}
