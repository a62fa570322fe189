"""Brings articles in from elsewhere: folders, sites, tables of questions, Zendesk, Notion."""
