import { type Install } from "../../platform/install";
import { partSettings } from "../../platform/part-settings";
import { type HttpsProxy } from "./settings";

/** The rules, user data and variables are those of the platform: it knows which endpoints there are. */
export const install: Install = {
  cluster: (_, { environment }) => {
    const { url, cidrs } = partSettings(environment.config, "https-proxy") as HttpsProxy;
    return {
      https_proxy: {
        description: "The HTTPS proxy and its ranges; its owner admits the range of the VPC",
        value: { url, cidrs, vpc_cidr_block: environment.config.network.vpcCidr },
      },
    };
  },
};
