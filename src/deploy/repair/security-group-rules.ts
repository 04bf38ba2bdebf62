import { type JsonObject, asArray, asObject } from "../../terraform/stack-json";
import { type IdRule } from "./rule";

/** A rule of a security group, which only its protocol, ports and peer identify. */
export const securityGroupRule = (isEgress: boolean): IdRule => ({
  needs: ["security_group_id", "ip_protocol"],
  find: async (values, ask) => {
    const filter = `Name=group-id,Values=${String(values["security_group_id"])}`;
    const answer = await ask("ec2", "describe-security-group-rules", "--filters", filter);
    return asArray(asObject(answer)["SecurityGroupRules"])
      .map(asObject)
      .filter((rule) => rule["IsEgress"] === isEgress && isSame(values, rule))
      .map(({ SecurityGroupRuleId }) => String(SecurityGroupRuleId));
  },
});

function isSame(values: JsonObject, rule: JsonObject): boolean {
  if (values["ip_protocol"] !== rule["IpProtocol"]) return false;
  const isAll = values["ip_protocol"] === "-1";
  const peers: readonly (readonly [unknown, unknown])[] = [
    [values["cidr_ipv4"], rule["CidrIpv4"]],
    [values["cidr_ipv6"], rule["CidrIpv6"]],
    [values["prefix_list_id"], rule["PrefixListId"]],
    [values["referenced_security_group_id"], asObject(rule["ReferencedGroupInfo"])["GroupId"]],
  ];
  const ports: readonly (readonly [unknown, unknown])[] = isAll
    ? []
    : [
        [values["from_port"], rule["FromPort"]],
        [values["to_port"], rule["ToPort"]],
      ];
  // A peer that is not known yet cannot be compared, and equals none.
  return (
    peers.some(([wanted]) => Boolean(wanted)) &&
    [...peers, ...ports].every(([wanted, found]) => (wanted ?? undefined) === (found ?? undefined))
  );
}
