import { accessLogsTopic, logRouters } from "./logs";
import { addedBlocks } from "./added-blocks";
import { applyOrderTopic } from "./apply-order";
import { backupsTopic } from "./backups";
import { clientPaths, pageGroups } from "./client-paths";
import { cost } from "./cost";
import { dns } from "./dns";
import { endedNetwork } from "./ended-network";
import { endpoints } from "./endpoints";
import { certificates, entriesTopic } from "./entries";
import { apiAccessTopic, exposure } from "./exposure";
import { foreignCode } from "./foreign-code";
import { imageRepositories, images } from "./images";
import { keys } from "./keys";
import { guards, lostData } from "./lost-data";
import { alarms } from "./monitoring/alarms";
import { alertRulesTopic } from "./monitoring/alert-rules";
import { scrapeTargets } from "./monitoring/scrape-targets";
import { networkAcls } from "./network-acls";
import { networkPaths } from "./network-paths";
import { networkPolicies } from "./network-policies";
import { nodesTopic } from "./nodes/nodes";
import { chartsTopic } from "./parts/charts";
import { namespaces } from "./parts/namespaces";
import { rollouts, serving } from "./pods/rollouts";
import { workloads } from "./pods/workloads";
import { contents, programs, schemaUpgrades } from "./programs";
import { restingModels } from "./resting-models";
import { retention } from "./retention/retention";
import { rights } from "./rights/rights";
import { routes } from "./routes";
import { scaling } from "./scaling";
import { queue, sizes } from "./sizes";
import { nameTags, tagsTopic } from "./tags";
import { type Topic } from "./topic";
import * as rows from "./row-topics";
import { podVolumes, volumes } from "./pods/volumes";

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
  rows.statePlace,
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
  rows.webAclsTopic,
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
  rows.buckets,
  backupsTopic,
  rows.records,
  accessLogsTopic,
  rows.addons,
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
