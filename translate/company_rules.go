package translate

import "github.com/fly2k8s/fly2k8s/internal/report"

// Rules of the organisation; the catalogue has their texts.
var (
	ruleName               = report.Rule{Code: "FLY201", Name: "name-changed", Severity: report.Note}
	ruleGuess              = report.Rule{Code: "FLY202", Name: "guessed-place", Severity: report.Warning, Do: "say it in fly2k8s.yaml"}
	ruleGap                = report.Rule{Code: "FLY203", Name: "inventory-gap", Severity: report.Blocker, Do: "run the inventory again with a token that may read it"}
	ruleLeft               = report.Rule{Code: "FLY030", Name: "outside-launch", Severity: report.Note}
	ruleDatabase           = report.Rule{Code: "FLY204", Name: "database-moves", Severity: report.Warning}
	ruleRedis              = report.Rule{Code: "FLY205", Name: "redis-moves", Severity: report.Warning}
	ruleBucket             = report.Rule{Code: "FLY206", Name: "bucket-moves", Severity: report.Warning}
	ruleExtension          = report.Rule{Code: "FLY044", Name: "extensions", Severity: report.Warning}
	ruleRewrite            = report.Rule{Code: "FLY039", Name: "attached-secret", Severity: report.Warning}
	ruleRegenerate         = report.Rule{Code: "FLY039", Name: "attached-secret", Severity: report.Warning}
	ruleFlySecret          = report.Rule{Code: "FLY039", Name: "attached-secret", Severity: report.Note}
	ruleStaged             = report.Rule{Code: "FLY038", Name: "secret-values", Severity: report.Warning}
	ruleSecretKey          = report.Rule{Code: "FLY207", Name: "secret-key", Severity: report.Blocker}
	ruleCustomCertificate  = report.Rule{Code: "FLY208", Name: "custom-certificate", Severity: report.Warning}
	ruleHostWithoutService = report.Rule{Code: "FLY209", Name: "host-without-service", Severity: report.Warning}
	ruleFlyDev             = report.Rule{Code: "FLY210", Name: "fly-dev-host", Severity: report.Warning}
	rulePermissions        = report.Rule{Code: "FLY042", Name: "permissions", Severity: report.Note}
	ruleToken              = report.Rule{Code: "FLY211", Name: "token", Severity: report.Note}
	ruleFlatNetwork        = report.Rule{Code: "FLY004", Name: "flat-network", Severity: report.Note}
	rulePeer               = report.Rule{Code: "FLY005", Name: "private-networks", Severity: report.Warning}
	ruleReplay             = report.Rule{Code: "FLY010", Name: "fly-replay", Severity: report.Warning}
	ruleEgress             = report.Rule{Code: "FLY006", Name: "egress-address", Severity: report.Warning}
	ruleFlycast            = report.Rule{Code: "FLY002", Name: "flycast", Severity: report.Note}
	ruleAddress            = report.Rule{Code: "FLY018", Name: "shared-address", Severity: report.Note}
	ruleHostIssue          = report.Rule{Code: "FLY212", Name: "host-issue", Severity: report.Warning}
	rulePreview            = report.Rule{Code: "FLY214", Name: "preview-apps", Severity: report.Note}
	ruleUnattached         = report.Rule{Code: "FLY213", Name: "unattached-volume", Severity: report.Blocker}
)
