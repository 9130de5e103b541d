"""The papers of a grant, told as stories of blocks: report, schedules, receipts, pack, letter, pages for the committee."""
