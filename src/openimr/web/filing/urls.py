"""Addresses of filing."""

from __future__ import annotations

from django.urls import path

from openimr.web.filing import (
    views_file,
    views_guide,
    views_mail,
    views_mail_application,
    views_mail_pages,
    views_many,
    views_receipt,
    views_records,
    views_uploads,
)

urlpatterns = [
    path("file", views_guide.first, name="file"),
    path("file/begin", views_guide.begin, name="file-begin"),
    path("file/resume", views_guide.resume, name="file-resume"),
    path("file/later", views_guide.later, name="file-later"),
    path("file/forget", views_guide.forget, name="file-forget"),
    path("file/step/<slug:slug>", views_guide.step, name="file-step"),
    path("file/answers.pdf", views_file.form, name="file-form"),
    path("file/check", views_file.check, name="file-check"),
    path("file/submit", views_file.submit, name="file-submit"),
    path("file/receipt", views_receipt.receipt, name="file-receipt"),
    path("file/receipt/cure", views_receipt.cure, name="file-cure"),
    path("file/done", views_receipt.done, name="file-done"),
    path("cases/<str:number>/send-records", views_records.send_records, name="send-records"),
    path("cases/<str:number>/send-records/cure", views_records.cure, name="send-cure"),
    path("cases/<str:number>/send-records/receipt", views_records.receipt, name="records-receipt"),
    path("cases/<str:number>/send-records/list.pdf", views_records.list_paper, name="records-list"),
    path("send-records", views_many.many_cases, name="many-cases"),
    path("send-records/receipts", views_many.receipts, name="many-receipts"),
    path("send-records/receipts.csv", views_many.receipts_csv, name="many-receipts-csv"),
    path("intake/mail", views_mail.mail, name="mail"),
    path("intake/mail/read", views_mail.read, name="mail-read"),
    path("intake/mail/application", views_mail_application.application, name="mail-application"),
    path("intake/mail/page/<str:upload>/<int:page>", views_mail_pages.whole_page, name="mail-page"),
    path(
        "intake/mail/page/<str:upload>/<int:page>/image",
        views_mail_pages.image,
        name="mail-image",
    ),
    path("intake/mail/to-case", views_mail.to_case, name="mail-to-case"),
    path("uploads/<str:where>/", views_uploads.waiting, name="uploads"),
    path("uploads/<str:where>/begin", views_uploads.begin, name="upload-begin"),
    path("uploads/<str:where>/whole", views_uploads.whole, name="upload-whole"),
    path("uploads/<str:where>/<str:upload>/part", views_uploads.part, name="upload-part"),
    path("uploads/<str:where>/<str:upload>/finish", views_uploads.finish, name="upload-finish"),
    path("uploads/<str:where>/<str:upload>/remove", views_uploads.remove, name="upload-remove"),
]
