import { type Json } from "../stack-json";

/** Types of a load balancer and of what belongs to it. */
const TYPES: readonly string[] = [
  "aws_lb",
  "aws_lb_listener",
  "aws_route53_record",
  "aws_wafv2_web_acl_association",
];

/** A resource with its `count`, as its source has it. */
interface Counted {
  readonly type: string;
  readonly count: Json | undefined;
}

/**
 * Whether a resource belongs to a load balancer that a variable turns on and off. Such a load
 * balancer protects nothing, and what belongs to it exists exactly as long as it does: the checks
 * `switched-together` and `entry-dns` compare the counts. Both are judged as if the load balancer
 * was on, since rules, routes and policies are for that time.
 */
export function switchedLoadBalancers(
  resources: readonly Counted[],
  isVariable: (count: Json) => boolean,
): (resource: Counted) => boolean {
  const counts = new Set(
    resources.flatMap(({ type, count }) =>
      type === "aws_lb" && count !== undefined && isVariable(count) ? [JSON.stringify(count)] : [],
    ),
  );
  return ({ type, count }) => TYPES.includes(type) && counts.has(JSON.stringify(count));
}
