"""Resumes that nobody wrote, for tests."""

ACCOUNTANT = """Jordan Lee
Denver, CO 80202 | jordan@example.org | 555-0100

SUMMARY
Accountant with 9 years of experience. Excel at teamwork, access to large networks, word of mouth.

EXPERIENCE
Senior Accountant, Brightwater Inc, Denver, CO
March 2019 - Present
- Prepared monthly reports in Excel and QuickBooks; negotiated contracts with vendors
- Supervised two clerks, improved customer service
Payroll Clerk
Maple Foods — 2015–2019
- Ran payroll using ADP Workforce Now
Cashier, Corner Shop (2012 - 2014)

EDUCATION
B.S. in Accounting, University of Colorado, 2015
High School Diploma, 2011

SKILLS
Microsoft Excel, Word, Outlook, SQL, SAP, time management, host, model
"""
NURSE = (
    "I worked as a nursing assistant for three years, then as a registered nurse since 2016. I have a"
    " Bachelor of Science in Nursing from Ohio State. I live in Columbus, Ohio and use Microsoft Excel. My"
    " son likes to swim. I want to go with the teams to project access."
)
ENGINEER = """Software Engineer
Initech, Austin, TX
2018 to present
Built services with Python, Go and C++; used Docker, Kubernetes, Git.
IT Support Specialist
Globex
2014 - 2018
MA, Boston University (2014)
Languages: Python, R, C
"""
NONE = (
    "Maria was here. She can access the word. A host of models, a planner and a guide. teams outlook project"
)
