/** Port of a rule that lets requests of the load balancer reach pods. A lock has only the addresses of lost rules. */
export function requestPortOf(address: string): number | undefined {
  const rule = /^aws_vpc_security_group_(?:in|e)gress_rule\.(?:\w+_from_alb|alb_to_\w+)_(\d+)$/;
  const port = rule.exec(address)?.[1];
  return port === undefined ? undefined : Number(port);
}
