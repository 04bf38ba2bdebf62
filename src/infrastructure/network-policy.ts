import { type Json } from "../terraform/stack-json";
import { type LabelSelector } from "./metadata";
import { type Amount, type Texts } from "./values";

export interface NetworkPolicySpec {
  readonly egress?: readonly NetworkPolicyRule[];
  readonly ingress?: readonly NetworkPolicyRule[];
  readonly podSelector?: LabelSelector;
  readonly policyTypes?: Texts;
}

export interface NetworkPolicyRule {
  readonly from?: readonly NetworkPolicyPeer[];
  readonly ports?: readonly NetworkPolicyPort[];
  readonly to?: readonly NetworkPolicyPeer[];
  /** Peers that Terraform makes of the items of a value. */
  readonly dynamic?: { readonly from?: DynamicPeer; readonly to?: DynamicPeer };
}

export interface DynamicPeer {
  readonly for_each?: Json;
  readonly content?: NetworkPolicyPeer;
}

export interface NetworkPolicyPeer {
  readonly ipBlock?: IpBlock;
  readonly namespaceSelector?: LabelSelector;
  readonly podSelector?: LabelSelector;
}

export interface IpBlock {
  readonly cidr?: string;
  readonly except?: Texts;
}

export interface NetworkPolicyPort {
  readonly endPort?: Amount;
  readonly port?: Amount;
  readonly protocol?: string;
}
