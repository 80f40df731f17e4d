package source

import (
	"path"
	"strings"
)

func deliveryDetectors() []detector {
	return []detector{
		{kind: ImageCron, needles: []string{"supercronic", "crond", "yacron"}, files: notDockerfile, find: pattern(`\b(supercronic|crond|yacron)\b`)},
		{kind: ImageCron, needles: []string{"crontab"}, files: func(f string) bool { return config(f) && notDockerfile(f) }, find: pattern(`\b(crontab)\b`)},
		{kind: CodeCron, needles: []string{"node-cron", "node-schedule", "@nestjs/schedule", "apscheduler", "celery", "sidekiq-cron", "sidekiq-scheduler", "whenever", "rufus-scheduler", "quantum", "robfig/cron", "go-co-op/gocron", "croner", "agenda"}, files: manifest,
			find: pattern(`(?i)["':\s/^]?\b(node-cron|node-schedule|@nestjs/schedule|apscheduler|celery-beat|django-celery-beat|celery-redbeat|sidekiq-cron|sidekiq-scheduler|whenever|rufus-scheduler|quantum|robfig/cron|go-co-op/gocron|croner|agenda)\b`)},
		{kind: CodeCron, needles: []string{"plugins.cron", "celery beat", "beat_schedule"}, find: pattern(`\b(Oban\.Plugins\.Cron|celery beat|beat_schedule)\b`)},
		{kind: CodeCron, needles: []string{"celery"}, files: config, find: called("celery beat", pattern(`\bcelery\b.*\bbeat\b`))},
		{kind: Deploy, needles: []string{"superfly/"}, find: pattern(`(superfly/(?:flyctl-actions|fly-pr-review-apps)[\w/-]*)`)},
		{kind: Deploy, needles: []string{"fly deploy", "flyctl "}, find: pattern(`\b((?:fly|flyctl) (?:deploy|secrets|ssh|scale|apps?|machines?|m|proxy|postgres|pg|volumes?|launch|auth|config|status|logs|image|releases?|tokens?|ips?|certs?|redis|mpg))\b`)},
		{kind: Deploy, needles: []string{"fly_api_token", "fly_access_token"}, files: delivery, find: pattern(`\b(FLY_(?:API|ACCESS)_TOKEN)\b`)},
		{kind: BuildHost, needles: []string{"next_public_", "vite_", "react_app_", "nuxt_public_", "expo_public_", "gatsby_", "public_"}, files: config, find: buildHosts()},
	}
}

// workflow says that a file tells CI what to do: its variables are CI's own.
func workflow(file string) bool {
	for _, folder := range []string{".github/", ".circleci/", ".buildkite/", ".gitlab/"} {
		if strings.HasPrefix(file, folder) || strings.Contains(file, "/"+folder) {
			return true
		}
	}
	switch strings.ToLower(path.Base(file)) {
	case ".gitlab-ci.yml", "bitbucket-pipelines.yml", "azure-pipelines.yml", "jenkinsfile", ".travis.yml":
		return true
	}
	return false
}

// delivery says that a file belongs to CI or may hold commands that deploy.
func delivery(file string) bool {
	switch strings.ToLower(path.Base(file)) {
	case "makefile", "justfile", "taskfile.yml", "package.json":
		return true
	}
	return workflow(file) || path.Ext(file) == ".sh"
}

// notDockerfile leaves cron in Dockerfiles to their own reader, which knows the
// stages that count.
func notDockerfile(file string) bool {
	base := strings.ToLower(path.Base(file))
	return !strings.HasPrefix(base, "dockerfile") && !strings.HasSuffix(base, ".dockerfile")
}

func notWorkflow(file string) bool { return !workflow(file) }
func notDelivery(file string) bool { return !delivery(file) }

// buildHosts finds variables that a bundler puts into what the browser gets, and
// that hold a URL or a host on Fly.
func buildHosts() func(line, file string) []match {
	find := pattern(`\b((?:NEXT_PUBLIC|VITE|REACT_APP|NUXT_PUBLIC|EXPO_PUBLIC|GATSBY|PUBLIC)_[A-Z0-9_]+)["']?\s*[:=]\s*["']?(?:(?:https?|wss?)://[\w$.{-]|[\w-]+\.(?:fly\.dev|internal|flycast)\b)`)
	return func(line, file string) []match {
		found := find(line, file)
		for i := range found {
			if strings.Contains(line, ".fly.dev") || strings.Contains(line, ".internal") || strings.Contains(line, ".flycast") {
				found[i].form = "fly"
			}
		}
		return found
	}
}
