import { component } from "../../platform/contract";
import { privateLinkRules } from "./rules";
import { type PrivateLink, settings } from "./settings";

/**
 * Endpoint services in front of the NLBs of models (AWS PrivateLink guide, "privatelink-share-your-services",
 * read 2026-12-01). It has no pods: consumers connect to the NLBs, and pods see the addresses of these.
 */
export const privateLink = component<PrivateLink>({
  id: "private-link",
  title: "PrivateLink",
  settings,
  rules: privateLinkRules,
});
