import { accessLogsTopic } from "./access-logs";
import { addedBlocks } from "./added-blocks";
import { addons } from "./addons";
import { apiAccessTopic } from "./exposure";
import { applyOrderTopic } from "./apply-order";
import { backupsTopic } from "./backups";
import { buckets } from "./buckets";
import { certificates } from "./certificates";
import { clientPaths } from "./client-paths";
import { contents } from "./programs";
import { cost } from "./cost";
import { dns } from "./dns";
import { endedNetwork } from "./ended-network";
import { endpoints } from "./endpoints";
import { entriesTopic } from "./entries";
import { exposure } from "./exposure";
import { foreignCode } from "./foreign-code";
import { guards } from "./guards";
import { images } from "./images";
import { keys } from "./keys";
import { lostData } from "./lost-data";
import { alarms } from "./monitoring/alarms";
import { alertRulesTopic } from "./monitoring/alert-rules";
import { logRouters } from "./monitoring/log-routers";
import { scrapeTargets } from "./monitoring/scrape-targets";
import { nameTags } from "./tags";
import { networkAcls } from "./network-acls";
import { networkPaths } from "./network-paths";
import { networkPolicies } from "./network-policies";
import { nodesTopic } from "./nodes/nodes";
import { chartsTopic } from "./parts/charts";
import { imageRepositories } from "./parts/image-repositories";
import { namespaces } from "./parts/namespaces";
import { rollouts } from "./pods/rollouts";
import { serving } from "./pods/serving";
import { queue } from "./queue";
import { podVolumes } from "./pods/volumes";
import { workloads } from "./pods/workloads";
import { pageGroups } from "./page-groups";
import { programs } from "./programs";
import { restingModels } from "./resting-models";
import { retention } from "./retention/retention";
import { rights } from "./rights/rights";
import { routes } from "./routes";
import { scaling } from "./scaling";
import { schemaUpgrades } from "./programs";
import { sizes } from "./sizes";
import { statePlace } from "./state-place";
import { tagsTopic } from "./tags";
import { type Topic } from "./topic";
import * as rows from "./row-topics";
import { volumes } from "./pods/volumes";
import { webAclsTopic } from "./web-acls";

/** Topics in the order of the page. */
export const TOPICS: readonly Topic[] = [
  lostData,
  retention,
  keys,
  rows.databases,
  volumes,
  podVolumes,
  rows.oneWayDoors,
  workloads,
  nodesTopic,
  statePlace,
  schemaUpgrades,
  rows.versions,
  guards,
  namespaces,
  entriesTopic,
  clientPaths,
  pageGroups,
  exposure,
  apiAccessTopic,
  routes,
  networkPaths,
  networkAcls,
  networkPolicies,
  webAclsTopic,
  certificates,
  dns,
  endpoints,
  endedNetwork,
  rows.vpcSettingsTopic,
  rows.resolvers,
  rights,
  foreignCode,
  addedBlocks,
  chartsTopic,
  rows.argoCdTopic,
  rows.storageClasses,
  imageRepositories,
  rows.metricsKept,
  alertRulesTopic,
  alarms,
  rows.notifications,
  scrapeTargets,
  logRouters,
  rows.dashboardsTopic,
  buckets,
  backupsTopic,
  rows.records,
  accessLogsTopic,
  addons,
  images,
  contents,
  programs,
  rows.configMaps,
  rollouts,
  serving,
  sizes,
  queue,
  scaling,
  restingModels,
  rows.handovers,
  rows.layouts,
  rows.ruleTexts,
  nameTags,
  rows.lookups,
  tagsTopic,
  cost,
  // how a change is applied comes after what it does
  applyOrderTopic,
];
