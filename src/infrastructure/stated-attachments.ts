import { type Value, itemsOf } from "./lists";

/** Another network that the file attaches: `network.attachments`. */
export type StatedAttachment =
  | {
      readonly kind: "peering";
      readonly vpc: string;
      /** @default - the account of the environment */
      readonly account?: string;
      /** @default - the region of the environment */
      readonly region?: string;
    }
  | { readonly kind: "transit-gateway"; readonly gateway: string };

export const statedAttachments = (settings: readonly Value[]): StatedAttachment[] =>
  itemsOf(settings, ["network", "attachments"]).map((valueOf) => {
    if (valueOf("type") === "transit-gateway")
      return { kind: "transit-gateway", gateway: String(valueOf("transitGatewayId")) };
    const [account, region] = [valueOf("peerAccount"), valueOf("peerRegion")];
    return {
      kind: "peering",
      vpc: String(valueOf("peerVpcId")),
      ...(account === undefined ? {} : { account: String(account) }),
      ...(region === undefined ? {} : { region: String(region) }),
    };
  });
