import json
import sys

from django.core.management.base import BaseCommand, CommandError

from archive.models import Issue
from archive.reparse import FAILED, UnknownIssueError, find_issue, reparse


class Command(BaseCommand):
    help = "用现在的程序重读已收录各期的原件，说出会有什么改变；人改过的保留，地址不变。不加 --apply 什么也不写。"

    def add_arguments(self, parser):
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--issue", metavar="2025-44", help="一期：地址里的斜线写成短横")
        which.add_argument("--all", action="store_true", help="全部各期，已撤下的也在内")
        parser.add_argument("--diff", action="store_true", help="逐句列出差别")
        parser.add_argument("--apply", action="store_true", help="写入；每期一次写完，要么全写，要么不写")
        parser.add_argument("--replace", action="store_true", help="读出来少了条目，或者内容大不一样，也照写")
        parser.add_argument("--json", action="store_true", help="结果用 JSON")

    def handle(self, issue, diff, apply, replace, **options):
        try:
            issues = [find_issue(issue)] if issue else Issue.objects.all()
        except UnknownIssueError as error:
            raise CommandError(str(error), returncode=2) from None
        result = reparse(issues, apply=apply, replace=replace)
        if options["json"]:
            self.stdout.write(json.dumps(result.as_document(), ensure_ascii=False, indent=1))
        else:
            self.stdout.writelines(f"{line}\n" for line in result.lines(diff=diff))
            self.stdout.write(result.totals)
        if result.count(FAILED):
            sys.exit(1)
