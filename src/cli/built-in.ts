import applicationChannelBroken from '../../checks/missing-field/application-channel-broken.ts';
import articleLabel from '../../checks/site-label/article-label.ts';
import catalogueOutOfStep from '../../checks/missing-directory-item/catalogue-out-of-step.ts';
import certificateInvalid from '../../checks/platform/certificate-invalid.ts';
import columnLabel from '../../checks/site-label/column-label.ts';
import conflictingOrganisation from '../../checks/inconsistent/conflicting-organisation.ts';
import conflictingPhone from '../../checks/inconsistent/conflicting-phone.ts';
import copiedInterpretation from '../../checks/interpretation/copied-interpretation.ts';
import deadLink from '../../checks/dead-link/dead-link.ts';
import deepColumn from '../../checks/platform/deep-column.ts';
import duplicateDocument from '../../checks/inconsistent/duplicate-document.ts';
import emptyBranch from '../../checks/platform/empty-branch.ts';
import emptyColumn from '../../checks/empty-column/empty-column.ts';
import enterpriseElementMissing from '../../checks/missing-field/enterprise-element-missing.ts';
import expiredReliefItem from '../../checks/retention/expired-relief-item.ts';
import exposedBankCard from '../../checks/exposed-personal-data/exposed-bank-card.ts';
import exposedHomeAddress from '../../checks/exposed-personal-data/exposed-home-address.ts';
import exposedIdNumber from '../../checks/exposed-personal-data/exposed-id-number.ts';
import exposedMobile from '../../checks/exposed-personal-data/exposed-mobile.ts';
import fewConsultations from '../../checks/consultation-feedback/few-consultations.ts';
import footerElementMissing from '../../checks/site-footer/footer-element-missing.ts';
import foulLink from '../../checks/dead-link/foul-link.ts';
import gazetteArchiveShort from '../../checks/gazette/gazette-archive-short.ts';
import gazetteContentsMismatch from '../../checks/gazette/gazette-contents-mismatch.ts';
import gazetteContentsMissing from '../../checks/gazette/gazette-contents-missing.ts';
import gazetteCoverIncomplete from '../../checks/gazette/gazette-cover-incomplete.ts';
import gazetteFindErrorMissing from '../../checks/gazette/gazette-find-error-missing.ts';
import gazetteForeignContent from '../../checks/gazette/gazette-foreign-content.ts';
import gazetteIntroductionMissing from '../../checks/gazette/gazette-introduction-missing.ts';
import gazetteIssueGap from '../../checks/gazette/gazette-issue-gap.ts';
import gazetteLate from '../../checks/gazette/gazette-late.ts';
import gazetteRecipientsIncomplete from '../../checks/gazette/gazette-recipients-incomplete.ts';
import gazetteSearchMissing from '../../checks/gazette/gazette-search-missing.ts';
import gazetteSectionsMissing from '../../checks/gazette/gazette-sections-missing.ts';
import grassrootsElementMissing from '../../checks/missing-field/grassroots-element-missing.ts';
import grassrootsRowIncomplete from '../../checks/missing-field/grassroots-row-incomplete.ts';
import guideElementMissing from '../../checks/missing-field/guide-element-missing.ts';
import incompleteAnnualReport from '../../checks/annual-report/incomplete-annual-report.ts';
import incompleteConsultation from '../../checks/consultation-feedback/incomplete-consultation.ts';
import incompleteConsultationFeedback from '../../checks/consultation-feedback/incomplete-consultation-feedback.ts';
import incompleteDisclosureReport from '../../checks/missing-field/incomplete-disclosure-report.ts';
import incompleteDocumentMetadata from '../../checks/missing-field/incomplete-document-metadata.ts';
import incompleteEvaluationReport from '../../checks/policy-library/incomplete-evaluation-report.ts';
import incompleteInterpretation from '../../checks/interpretation/incomplete-interpretation.ts';
import insecureHttp from '../../checks/platform/insecure-http.ts';
import itemListElementMissing from '../../checks/missing-field/item-list-element-missing.ts';
import lateAnnualReport from '../../checks/annual-report/late-annual-report.ts';
import lateBusChange from '../../checks/stale-column/late-bus-change.ts';
import lateConsultationFeedback from '../../checks/consultation-feedback/late-consultation-feedback.ts';
import lateDirectoryColumn from '../../checks/stale-column/late-directory-column.ts';
import lateEnterpriseColumn from '../../checks/stale-column/late-enterprise-column.ts';
import lateGrassrootsEntry from '../../checks/stale-column/late-grassroots-entry.ts';
import lateInterpretation from '../../checks/interpretation/late-interpretation.ts';
import lateOutageNotice from '../../checks/stale-column/late-outage-notice.ts';
import latePublication from '../../checks/stale-column/late-publication.ts';
import lateYearlyDisclosure from '../../checks/stale-column/late-yearly-disclosure.ts';
import leaderElementMissing from '../../checks/missing-field/leader-element-missing.ts';
import leadingNowhere from '../../checks/dead-link/leading-nowhere.ts';
import malformedIndex from '../../checks/missing-field/malformed-index.ts';
import malformedPhone from '../../checks/inconsistent/malformed-phone.ts';
import manyBlankColumns from '../../checks/empty-column/many-blank-columns.ts';
import manyLongStaleColumns from '../../checks/stale-column/many-long-stale-columns.ts';
import manyStaleColumns from '../../checks/stale-column/many-stale-columns.ts';
import messageUnanswered from '../../checks/platform/message-unanswered.ts';
import mismatchedReportCarryOver from '../../checks/annual-report/mismatched-report-carry-over.ts';
import mismatchedReportText from '../../checks/annual-report/mismatched-report-text.ts';
import missingAnnualReport from '../../checks/annual-report/missing-annual-report.ts';
import missingConsultationFeedback from '../../checks/consultation-feedback/missing-consultation-feedback.ts';
import missingConsultingFunction from '../../checks/policy-library/missing-consulting-function.ts';
import missingDirectoryItem from '../../checks/missing-directory-item/missing-directory-item.ts';
import missingDownload from '../../checks/missing-field/missing-download.ts';
import missingEnterpriseActivity from '../../checks/participation/missing-enterprise-activity.ts';
import missingEvaluationReport from '../../checks/policy-library/missing-evaluation-report.ts';
import missingGrassrootsField from '../../checks/missing-directory-item/missing-grassroots-field.ts';
import missingGrassrootsRow from '../../checks/missing-directory-item/missing-grassroots-row.ts';
import missingInterpretation from '../../checks/interpretation/missing-interpretation.ts';
import missingInterpretationSeries from '../../checks/interpretation/missing-interpretation-series.ts';
import missingItemList from '../../checks/missing-directory-item/missing-item-list.ts';
import missingOpenDay from '../../checks/participation/missing-open-day.ts';
import missingOpenMeeting from '../../checks/participation/missing-open-meeting.ts';
import missingPastReport from '../../checks/annual-report/missing-past-report.ts';
import missingProposalReply from '../../checks/missing-directory-item/missing-proposal-reply.ts';
import missingValidList from '../../checks/missing-directory-item/missing-valid-list.ts';
import missingYearlyPlan from '../../checks/missing-directory-item/missing-yearly-plan.ts';
import missingZoneActivity from '../../checks/participation/missing-zone-activity.ts';
import missingZoneSelfAssessment from '../../checks/participation/missing-zone-self-assessment.ts';
import misusedLifeStage from '../../checks/policy-library/misused-life-stage.ts';
import noConsultingChannel from '../../checks/platform/no-consulting-channel.ts';
import oddDomain from '../../checks/platform/odd-domain.ts';
import oldEnterpriseColumn from '../../checks/stale-column/old-enterprise-column.ts';
import onlineOnlyConsultation from '../../checks/consultation-feedback/online-only-consultation.ts';
import organisationElementMissing from '../../checks/missing-field/organisation-element-missing.ts';
import outdatedGuide from '../../checks/missing-field/outdated-guide.ts';
import outdatedOverview from '../../checks/stale-column/outdated-overview.ts';
import outlivedValidity from '../../checks/retention/outlived-validity.ts';
import overdueCleanUp from '../../checks/retention/overdue-clean-up.ts';
import platformColumnMissing from '../../checks/platform/platform-column-missing.ts';
import platformLayoutIncomplete from '../../checks/platform/platform-layout-incomplete.ts';
import publishedBeforeMeeting from '../../checks/inconsistent/published-before-meeting.ts';
import publishedBeforeWritten from '../../checks/inconsistent/published-before-written.ts';
import reliefElementMissing from '../../checks/missing-field/relief-element-missing.ts';
import scannedDocument from '../../checks/missing-field/scanned-document.ts';
import searchMissing from '../../checks/platform/search-missing.ts';
import secrecyMark from '../../checks/exposed-personal-data/secrecy-mark.ts';
import sensitiveListColumn from '../../checks/exposed-personal-data/sensitive-list-column.ts';
import serviceGuidesIncomplete from '../../checks/missing-field/service-guides-incomplete.ts';
import shortConsultation from '../../checks/consultation-feedback/short-consultation.ts';
import singleFormInterpretation from '../../checks/interpretation/single-form-interpretation.ts';
import siteCodeMismatch from '../../checks/site-footer/site-code-mismatch.ts';
import siteLabelMissing from '../../checks/site-label/site-label-missing.ts';
import slowAnswer from '../../checks/platform/slow-answer.ts';
import soft404 from '../../checks/platform/soft-404.ts';
import staleColumn from '../../checks/stale-column/stale-column.ts';
import staleHome from '../../checks/stale-column/stale-home.ts';
import staleNewMedia from '../../checks/stale-column/stale-new-media.ts';
import staleServiceColumn from '../../checks/stale-column/stale-service-column.ts';
import testEntry from '../../checks/retention/test-entry.ts';
import unbalancedReportTable from '../../checks/annual-report/unbalanced-report-table.ts';
import unclassifiedDocument from '../../checks/missing-field/unclassified-document.ts';
import undatedArticle from '../../checks/site-label/undated-article.ts';
import undatedColumn from '../../checks/stale-column/undated-column.ts';
import undeclaredValidity from '../../checks/missing-field/undeclared-validity.ts';
import undescribedActivity from '../../checks/participation/undescribed-activity.ts';
import unlinkedConsultationFeedback from '../../checks/consultation-feedback/unlinked-consultation-feedback.ts';
import unlinkedInterpretation from '../../checks/interpretation/unlinked-interpretation.ts';
import unlistedInLibrary from '../../checks/policy-library/unlisted-in-library.ts';
import unmarkedRepeal from '../../checks/retention/unmarked-repeal.ts';
import unreachableSite from '../../checks/site-unavailable/unreachable-site.ts';
import wrongTerm from '../../checks/wording/wrong-term.ts';
import type { Check, PortfolioCheck } from '../contract/check.ts';

/** The checks of the house, sorted by id. Written by `npm run docs` from the folder checks/: do not edit. */
export const builtInChecks: readonly (Check | PortfolioCheck)[] = [
  applicationChannelBroken,
  articleLabel,
  catalogueOutOfStep,
  certificateInvalid,
  columnLabel,
  conflictingOrganisation,
  conflictingPhone,
  copiedInterpretation,
  deadLink,
  deepColumn,
  duplicateDocument,
  emptyBranch,
  emptyColumn,
  enterpriseElementMissing,
  expiredReliefItem,
  exposedBankCard,
  exposedHomeAddress,
  exposedIdNumber,
  exposedMobile,
  fewConsultations,
  footerElementMissing,
  foulLink,
  gazetteArchiveShort,
  gazetteContentsMismatch,
  gazetteContentsMissing,
  gazetteCoverIncomplete,
  gazetteFindErrorMissing,
  gazetteForeignContent,
  gazetteIntroductionMissing,
  gazetteIssueGap,
  gazetteLate,
  gazetteRecipientsIncomplete,
  gazetteSearchMissing,
  gazetteSectionsMissing,
  grassrootsElementMissing,
  grassrootsRowIncomplete,
  guideElementMissing,
  incompleteAnnualReport,
  incompleteConsultation,
  incompleteConsultationFeedback,
  incompleteDisclosureReport,
  incompleteDocumentMetadata,
  incompleteEvaluationReport,
  incompleteInterpretation,
  insecureHttp,
  itemListElementMissing,
  lateAnnualReport,
  lateBusChange,
  lateConsultationFeedback,
  lateDirectoryColumn,
  lateEnterpriseColumn,
  lateGrassrootsEntry,
  lateInterpretation,
  lateOutageNotice,
  latePublication,
  lateYearlyDisclosure,
  leaderElementMissing,
  leadingNowhere,
  malformedIndex,
  malformedPhone,
  manyBlankColumns,
  manyLongStaleColumns,
  manyStaleColumns,
  messageUnanswered,
  mismatchedReportCarryOver,
  mismatchedReportText,
  missingAnnualReport,
  missingConsultationFeedback,
  missingConsultingFunction,
  missingDirectoryItem,
  missingDownload,
  missingEnterpriseActivity,
  missingEvaluationReport,
  missingGrassrootsField,
  missingGrassrootsRow,
  missingInterpretation,
  missingInterpretationSeries,
  missingItemList,
  missingOpenDay,
  missingOpenMeeting,
  missingPastReport,
  missingProposalReply,
  missingValidList,
  missingYearlyPlan,
  missingZoneActivity,
  missingZoneSelfAssessment,
  misusedLifeStage,
  noConsultingChannel,
  oddDomain,
  oldEnterpriseColumn,
  onlineOnlyConsultation,
  organisationElementMissing,
  outdatedGuide,
  outdatedOverview,
  outlivedValidity,
  overdueCleanUp,
  platformColumnMissing,
  platformLayoutIncomplete,
  publishedBeforeMeeting,
  publishedBeforeWritten,
  reliefElementMissing,
  scannedDocument,
  searchMissing,
  secrecyMark,
  sensitiveListColumn,
  serviceGuidesIncomplete,
  shortConsultation,
  singleFormInterpretation,
  siteCodeMismatch,
  siteLabelMissing,
  slowAnswer,
  soft404,
  staleColumn,
  staleHome,
  staleNewMedia,
  staleServiceColumn,
  testEntry,
  unbalancedReportTable,
  unclassifiedDocument,
  undatedArticle,
  undatedColumn,
  undeclaredValidity,
  undescribedActivity,
  unlinkedConsultationFeedback,
  unlinkedInterpretation,
  unlistedInLibrary,
  unmarkedRepeal,
  unreachableSite,
  wrongTerm,
];
