import { typeOf } from "./address-lock";

/** A rule for requests of the load balancer to a container port, by the address of the rule. */
const REQUEST_RULE = /^aws_vpc_security_group_(?:in|e)gress_rule\.(?:\w+_from_alb|alb_to_\w+)_(\d+)$/;

/**
 * Port of a rule that lets requests of the load balancer reach pods. After a change of the port, an apply would destroy
 * the rule before the rollout, while all pods still listen on the old port; a move would change the port of the same
 * rule, with the same effect.
 */
export const requestPortOf = (address: string): number | undefined => {
  const port = REQUEST_RULE.exec(address)?.[1];
  return port === undefined ? undefined : Number(port);
};

/** Ports that lost rules close although a new rule opens another port: a model still exists, and its port changed. */
export function closedPorts(
  differences: readonly { lost: readonly string[]; added: readonly string[] }[],
): number[] {
  const ports = differences.flatMap(({ lost, added }) => {
    const opened = added.filter((address) => requestPortOf(address) !== undefined).map(typeOf);
    return lost.flatMap((address) =>
      opened.includes(typeOf(address)) ? (requestPortOf(address) ?? []) : [],
    );
  });
  return [...new Set(ports)].sort((a, b) => a - b);
}
