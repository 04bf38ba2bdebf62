import { type TerraformError, problemOf } from "./diagnostics";
import { type NetworkOfOthers } from "./networks-of-others";

/** A change of a network that its plan must refuse. */
export interface NetworkMutation {
  readonly name: string;
  readonly mutate: (network: NetworkOfOthers) => Promise<void>;
  readonly problem: RegExp;
  /** The command in the message. @default - the fix is in the file */
  readonly command?: RegExp;
}

export const NETWORK_MUTATIONS: readonly NetworkMutation[] = [
  {
    name: "an endpoint without private DNS",
    mutate: (network) => network.loseNamesOfEndpoint(),
    problem: /the endpoint of sts has no private DNS/,
    command: /aws ec2 modify-vpc-endpoint .*--private-dns-enabled/,
  },
  {
    name: "a denying policy of an endpoint",
    mutate: (network) => network.denyAtEndpoint(),
    problem: /the policy of the endpoint/,
    command: /aws ec2 modify-vpc-endpoint .*--reset-policy/,
  },
  {
    name: "name servers of the company",
    mutate: (network) => network.useOwnNameServers(),
    problem: /the DHCP options dopt-\w+ of VPC \S+ name only other name servers/,
    command: /aws ec2 associate-dhcp-options /,
  },
  {
    name: "a route to nowhere",
    mutate: (network) => network.loseDefaultRoute(),
    problem: /has no route to 0\.0\.0\.0\/0/,
    command: /aws ec2 create-route /,
  },
  {
    name: "a subnet of another zone",
    mutate: (network) => network.swapSubnets(),
    problem: /is in ap-southeast-2b, network\.zones says ap-southeast-2a/,
  },
];

/** Whether one of the errors states the problem, with the command that repairs it. */
export const states = (errors: readonly TerraformError[], { problem, command }: NetworkMutation): boolean =>
  errors.some((error) => problem.test(problemOf(error)) && (command?.test(error.detail) ?? true));
