import { ALB, entriesOf, NLB } from "../../infrastructure/network-entries";
import { type Check, combinedFinding } from "../check";
import { isTrue, text } from "../../terraform/stack-json";

export const loadBalancerHardening: Check = {
  id: "load-balancer-hardening",
  severity: "error",
  title:
    "load balancers drop malformed requests and those that AWS WAF cannot judge, and balance across zones",
  why: "request smuggling uses headers and lengths that two servers parse differently; who overloads AWS WAF gets past it",
  fix: "drop invalid header fields, set the desync mitigation mode to defensive, leave WAF fail open off, and enable cross-zone load balancing",
  source: "AWS Security Hub, ELB.4 and ELB.12; Elastic Load Balancing guide, Attributes (read 2026-11-20)",
  scannerRules: ["CKV_AWS_131", "CKV_AWS_328", "AWS-0052", "ELB.4", "ELB.12"],
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
    const made = plan
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
    return [...annotated, ...made];
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
