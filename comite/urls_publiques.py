"""Public routes of the committee, under ``/p/<programme>/``: is this document ours?"""

from django.urls import path

from comite.views import verification

urlpatterns = [
    path("verifier/", verification.document_verifier, name="document_verifier"),
    path("verifier/<str:code>/", verification.verification_detail, name="verification_detail"),
]
