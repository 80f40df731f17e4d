package dockerfile

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestUser(t *testing.T) {
	cases := map[string]struct {
		text string
		want User
	}{
		"a number needs no account": {
			"FROM debian\nUSER 1001:1002", User{Name: "1001", Group: "1002", UID: ptr(1001), GID: ptr(1002), Known: true, Line: 2}},
		"node is 1000 in the node image": {
			"FROM node:22\nUSER node", User{Name: "node", UID: ptr(1000), GID: ptr(1000), Known: true, Line: 2}},
		"node in somebody's own image is not known": {
			"FROM registry.example.com/node-base\nUSER node", User{Name: "node", Line: 2}},
		"nobody is the same everywhere": {
			"FROM registry.example.com/ours\nUSER nobody", User{Name: "nobody", UID: ptr(65534), GID: ptr(65534), Known: true, Line: 2}},
		"adduser with long options": {
			"FROM node:22-alpine\nRUN addgroup --system --gid 1001 nodejs\nRUN adduser --system --uid 1001 --ingroup nodejs nextjs\nUSER nextjs",
			User{Name: "nextjs", UID: ptr(1001), GID: ptr(1001), Known: true, Line: 4, Account: 3}},
		"useradd in a chain of commands": {
			"FROM ruby:3.4-slim\nRUN groupadd --system --gid 1000 rails && \\\n    useradd rails --uid 1000 --gid 1000 --create-home --shell /bin/bash && \\\n    chown -R rails:rails db\nUSER 1000:1000",
			User{Name: "1000", Group: "1000", UID: ptr(1000), GID: ptr(1000), Known: true, Line: 5}},
		"BusyBox bundles its letters": {
			"FROM alpine\nRUN adduser -DHu 4242 -G users app\nUSER app", User{Name: "app", UID: ptr(4242), Known: true, Line: 3, Account: 2}},
		"a number from a build argument": {
			"FROM debian\nARG UID=1234\nRUN useradd -u \"${UID}\" app\nUSER app", User{Name: "app", UID: ptr(1234), Known: true, Line: 4, Account: 3}},
		"a number behind an equals sign": {
			"FROM debian\nRUN useradd --uid=77 app\nUSER app", User{Name: "app", UID: ptr(77), Known: true, Line: 3, Account: 2}},
		"a heredoc is a script": {
			"FROM debian\nRUN <<EOF\nset -e\nuseradd -u 5000 app\nEOF\nUSER app", User{Name: "app", UID: ptr(5000), Known: true, Line: 6, Account: 2}},
		"an if around it doesn't hide it": {
			"FROM debian\nRUN if ! id app; then useradd -u 5001 app; fi\nUSER app", User{Name: "app", UID: ptr(5001), Known: true, Line: 3, Account: 2}},
		"without a number the next one follows in an image whose accounts are known": {
			"FROM alpine\nRUN adduser -D app\nUSER app", User{Name: "app", UID: ptr(1000), Known: true, Line: 3, Account: 2}},
		"and is a guess in somebody's own image": {
			"FROM example.com/ours\nRUN adduser -D app\nUSER app", User{Name: "app", UID: ptr(1000), Line: 3, Account: 2}},
		"and is not even guessed beside a high number": {
			"FROM denoland/deno\nRUN useradd app\nUSER app", User{Name: "app", Line: 3, Account: 2}},
		"it steps over the image's own account": {
			"FROM node:22-alpine\nRUN adduser -D app\nUSER app", User{Name: "app", UID: ptr(1001), Known: true, Line: 3, Account: 2}},
		"and doesn't when that one is deleted": {
			"FROM node:22-alpine\nRUN deluser --remove-home node && adduser -D app\nUSER app", User{Name: "app", UID: ptr(1000), Known: true, Line: 3, Account: 2}},
		"a system account without a number is not guessed": {
			"FROM debian\nRUN useradd -r app\nUSER app", User{Name: "app", Line: 3, Account: 2}},
		"usermod changes a number": {
			"FROM node:22\nRUN usermod -u 2000 node\nUSER node", User{Name: "node", UID: ptr(2000), Known: true, Line: 3}},
		"a line written into /etc/passwd": {
			"FROM scratch\nRUN echo \"app:x:10001:10002:app:/:/sbin/nologin\" >> /etc/passwd\nUSER app",
			User{Name: "app", UID: ptr(10001), GID: ptr(10002), Known: true, Line: 3, Account: 2}},
		"an account from the stage below": {
			"FROM debian AS base\nRUN useradd -u 3000 app\nFROM base\nUSER app", User{Name: "app", UID: ptr(3000), Known: true, Line: 4, Account: 2}},
		"an account from another stage is not in the image": {
			"FROM debian AS other\nRUN useradd -u 3000 app\nFROM debian\nUSER app", User{Name: "app", Line: 4}},
		"the last USER counts": {
			"FROM debian\nUSER 5\nUSER root", User{Name: "root", UID: ptr(0), GID: ptr(0), Known: true, Line: 3}},
		"an official image runs as root": {
			"FROM python:3.13", User{Name: "root", UID: ptr(0), GID: ptr(0), Known: true}},
		"distroless nonroot says so in its tag": {
			"FROM gcr.io/distroless/static-debian12:nonroot", User{Name: "nonroot", UID: ptr(65532), GID: ptr(65532), Known: true}},
		"nothing is known of somebody's own image": {
			"FROM ghcr.io/acme/base:1", User{}},
		"www-data differs between Debian and Alpine": {
			"FROM php:8.4-fpm-alpine\nUSER www-data", User{Name: "www-data", UID: ptr(82), GID: ptr(82), Known: true, Line: 2}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, mustParse(t, c.text, Options{}).User); diff != "" {
				t.Error(diff)
			}
		})
	}
}
