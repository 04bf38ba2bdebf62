import { addons } from "./addons";
import { buckets } from "./buckets";
import { guards } from "./guards";
import { handovers } from "./handovers";
import { keys } from "./keys";
import { records } from "./records";
import { volumes } from "./volumes";
import { lostData } from "./lost-data";
import { schemaUpgrades } from "./schema-upgrades";
import { statePlace } from "./state-place";
import { retention } from "./retention/retention";
import { accessLogs } from "./access-logs";
import { apiAccess } from "./api-access";
import { addedBlocks } from "./added-blocks";
import { applyOrder } from "./apply-order";
import { backups } from "./backups";
import { databases } from "./databases";
import { certificates } from "./certificates";
import { clientPaths } from "./client-paths";
import { dns } from "./dns";
import { endedNetwork } from "./ended-network";
import { endpoints } from "./endpoints";
import { entries } from "./entries";
import { exposure } from "./exposure";
import { rights } from "./rights/rights";
import { foreignCode } from "./foreign-code";
import { images } from "./images";
import { alarms } from "./monitoring/alarms";
import { alertRules } from "./monitoring/alert-rules";
import { dashboards } from "./monitoring/dashboards";
import { logRouters } from "./monitoring/log-routers";
import { metricsKept } from "./monitoring/metrics-kept";
import { notifications } from "./monitoring/notifications";
import { scrapeTargets } from "./monitoring/scrape-targets";
import { argoCd } from "./parts/argo-cd";
import { charts } from "./parts/charts";
import { imageRepositories } from "./parts/image-repositories";
import { namespaces } from "./parts/namespaces";
import { resolvers } from "./parts/resolvers";
import { storageClasses } from "./parts/storage-classes";
import { type Topic } from "./topic";
import { layouts } from "./layouts";
import { lookups } from "./lookups";
import { nameTags } from "./name-tags";
import { networkAcls } from "./network-acls";
import { networkPaths } from "./network-paths";
import { networkPolicies } from "./network-policies";
import { nodeCounts } from "./node-counts";
import { oneWayDoors } from "./one-way-doors";
import { programs } from "./programs";
import { restingModels } from "./resting-models";
import { retainedRepositories } from "./retained-repositories";
import { routes } from "./routes";
import { ruleTexts } from "./rule-texts";
import { rollouts } from "./rollouts";
import { scaling } from "./scaling";
import { sizes } from "./sizes";
import { tags } from "./tags";
import { versions } from "./versions";
import { vpcSettings } from "./vpc-settings";
import { webAcls } from "./web-acls";

/** Topics in the order of the page. */
export const TOPICS: readonly Topic[] = [
  lostData,
  retention,
  keys,
  databases,
  volumes,
  oneWayDoors,
  namespaces,
  charts,
  argoCd,
  storageClasses,
  imageRepositories,
  resolvers,
  metricsKept,
  alertRules,
  alarms,
  notifications,
  scrapeTargets,
  logRouters,
  dashboards,
  schemaUpgrades,
  statePlace,
  guards,
  buckets,
  backups,
  records,
  accessLogs,
  applyOrder,
  endedNetwork,
  vpcSettings,
  routes,
  entries,
  clientPaths,
  certificates,
  oneWayDoors,
  nodeCounts,
  restingModels,
  handovers,
  exposure,
  clientPaths,
  apiAccess,
  webAcls,
  accessLogs,
  dns,
  networkPaths,
  networkAcls,
  networkPolicies,
  identity,
  rights,
  foreignCode,
  addedBlocks,
  endpoints,
  versions,
  addons,
  images,
  programs,
  rollouts,
  sizes,
  scaling,
  layouts,
  ruleTexts,
  nameTags,
  lookups,
  tags,
  // how a change is applied comes after what it does
  applyOrder,
];
