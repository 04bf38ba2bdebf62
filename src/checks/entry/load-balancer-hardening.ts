import { entriesOf } from "../../infrastructure/network-entries";
import { type Check, combinedFinding, ruleOf } from "../check";
import { isTrue, text } from "../../terraform/stack-json";
import TEXTS from "./texts.json";
import { ALB, NLB } from "../../evidence/load-balancers";

export const loadBalancerHardening: Check = {
  ...ruleOf(TEXTS, "load-balancer-hardening"),
  run: (plan) => {
    const seen = new Set<string>();
    const annotated = entriesOf(plan).flatMap(({ kind, resource, title, annotations }) => {
      if (seen.has(resource.address) || kind === "target-group") return [];
      seen.add(resource.address);
      const wanted =
        kind === "ingress"
          ? ([
              `${ALB}load-balancer-attributes`,
              "routing.http.drop_invalid_header_fields.enabled=true",
            ] as const)
          : ([`${NLB}attributes`, "load_balancing.cross_zone.enabled=true"] as const);
      const attributes = (annotations[wanted[0]] ?? "").split(",").map((each) => each.trim());
      const mode = attributes.find((each) => each.startsWith(DESYNC_MODE))?.slice(DESYNC_MODE.length);
      return combinedFinding(resource, title, [
        ...(attributes.includes(wanted[1]) ? [] : [`its attributes lack ${wanted[1]}`]),
        ...desyncProblems(mode),
        ...failOpenProblems(attributes.includes(FAIL_OPEN), "waf.fail_open.enabled"),
      ]);
    });
    const fromTerraform = plan
      .resources("aws_lb")
      .filter(({ config }) => (text(config.load_balancer_type) ?? "application") === "application")
      .flatMap((balancer) =>
        combinedFinding(balancer, "load balancer", [
          ...(isTrue(balancer.config.drop_invalid_header_fields)
            ? []
            : ["drop_invalid_header_fields is not true"]),
          ...desyncProblems(text(balancer.config.desync_mitigation_mode)),
          ...failOpenProblems(isTrue(balancer.config.enable_waf_fail_open), "enable_waf_fail_open"),
        ]),
      );
    return [...annotated, ...fromTerraform];
  },
};

const FAIL_OPEN = "waf.fail_open.enabled=true";

const failOpenProblems = (isOpen: boolean, key: string): string[] =>
  isOpen ? [`${key} is true, so requests pass unchecked while AWS WAF does not answer`] : [];

const DESYNC_MODE = "routing.http.desync_mitigation_mode=";

/** The mode `monitor` lets every request through. */
const desyncProblems = (mode = "defensive"): string[] =>
  mode === "defensive" || mode === "strictest"
    ? []
    : [`its desync mitigation mode is ${mode}, expected defensive or strictest`];
