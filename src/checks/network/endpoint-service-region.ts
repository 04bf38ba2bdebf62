import { LISTED_SERVICES } from "../../evidence/listed-services";
import { at, type Check, type Finding, notJudged, ruleOf } from "../check";
import { homeOf } from "../../infrastructure/text-references";
import TEXTS from "./texts.json";
import { endpointServicesOf } from "../../infrastructure/network-endpoint-services";

export const endpointServiceRegion: Check = {
  ...ruleOf(TEXTS, "endpoint-service-region"),
  run: (plan) => {
    const unlisted = new Set<string>();
    return endpointServicesOf(plan).flatMap(
      ({ resource, service = "", region = homeOf(plan).region }): Finding[] => {
        const regions = LISTED_SERVICES.regionsOf.get(service) ?? [];
        if (regions.length === 0 || regions.includes(region)) return [];
        if (LISTED_SERVICES.regions.has(region)) {
          const more = regions.length > 3 ? ` and ${regions.length - 3} more` : "";
          const others = `${regions.slice(0, 3).join(", ")}${more}`;
          const message = `the lists of ${LISTED_SERVICES.date} have no API of ${service} in ${region}, but in ${others}`;
          return [{ ...at(resource), message }];
        }
        if (unlisted.has(region)) return [];
        unlisted.add(region);
        const what = `whether AWS has endpoints in ${region}, which is in no list of ${LISTED_SERVICES.date}`;
        return [notJudged(resource, what, TEXTS["endpoint-service-region"].fix)];
      },
    );
  },
};
