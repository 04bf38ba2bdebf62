import facts from "./harm/ends-of-traffic.json";

/** Part of a network whose end or replacement ends traffic. */
interface EndedTraffic {
  /** Traffic that ends with a replacement, where Terraform destroys the old one first. */
  readonly replaced: string;
  /** Traffic that ends where it is destroyed. @default - other facts show it: routes, rules and endpoints are compared */
  readonly destroyed?: string;
}

/** By type. */
export const ENDED_TRAFFIC: Readonly<Record<string, EndedTraffic>> = facts.types;
